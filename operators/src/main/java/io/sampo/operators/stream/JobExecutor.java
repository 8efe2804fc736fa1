/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.stream;

import io.sampo.operators.graph.JobGraph;

/** Runs jobs; found by {@link java.util.ServiceLoader} when a program calls {@code execute}. */
public interface JobExecutor {
    /**
     * Starts a job and returns at once, or fails before anything has run.
     *
     * @param graph the job
     * @param classLoader knows the job's classes
     * @throws io.sampo.core.error.StreamException if it cannot be started
     */
    JobClient submit(JobGraph graph, ClassLoader classLoader);
}
