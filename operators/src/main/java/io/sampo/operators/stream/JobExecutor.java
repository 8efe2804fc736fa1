/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.stream;

import io.sampo.core.settings.SettingsReader;
import io.sampo.operators.graph.JobGraph;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

/**
 * Runs jobs; found by {@link java.util.ServiceLoader} when a program makes an environment, and when
 * it calls {@code execute}.
 */
public interface JobExecutor {
    /**
     * Called when an environment is made, and so before its job is defined: what takes a while and
     * does not depend on the job can be started here, in the background. Returns at once; what goes
     * wrong is told by {@link #submit}.
     */
    default void prepare() {}

    /**
     * Returns what reads each section of the settings that this executor needs, by path, so that a
     * program is told of all wrong settings at once. Called before {@link #submit}.
     */
    default Map<String, Function<SettingsReader, ?>> settingsReaders() {
        return Map.of();
    }

    /**
     * Starts a job and returns at once, or fails before anything has run.
     *
     * @param graph the job
     * @param classLoader knows the job's classes
     * @throws io.sampo.core.error.StreamException if it cannot be started
     */
    JobClient submit(JobGraph graph, ClassLoader classLoader);

    /**
     * Says what {@link #submit} would make of the state of a checkpoint; starts nothing.
     *
     * @param graph the job
     * @param classLoader knows the job's classes
     * @param from the directory of a checkpoint or savepoint
     * @throws io.sampo.core.error.StreamException if there is none, or it is damaged
     */
    RestoreReport restoreDryRun(JobGraph graph, ClassLoader classLoader, Path from);
}
