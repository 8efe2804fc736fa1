/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.graph;

import com.typesafe.config.Config;
import io.sampo.core.settings.SettingsReader;
import io.sampo.operators.job.ExecutionMode;
import java.util.Locale;
import java.util.Optional;

/**
 * The section {@code sampo.execution}.
 *
 * @param mode how the job treats its input; never {@code AUTOMATIC} in a job that was planned
 * @param sortMemory bytes that the sorting subtasks of a job may use together
 */
public record ExecutionSettings(ExecutionMode mode, long sortMemory) {
    /** The section that is read. */
    public static final String PATH = "sampo.execution";

    private static final String MODE = "runtime-mode";
    private static final String RESTORE_FROM = "checkpoint.restore.from";
    private static final long LEAST_SORT_MEMORY = 1L << 20;

    /**
     * Reads the section.
     *
     * @param settings the section {@code sampo} with all defaults
     * @throws io.sampo.core.error.StreamException with {@code INVALID_SETTING}, naming all problems
     */
    public static ExecutionSettings from(Config settings) {
        return SettingsReader.read(settings.atPath("sampo"), PATH, ExecutionSettings::read);
    }

    /**
     * Returns whether a job that was planned runs in bounded mode; cheap, since every operator
     * asks.
     *
     * @param settings the section {@code sampo} with all defaults
     */
    public static boolean isBatch(Config settings) {
        return settings.getString("execution." + MODE).equals(nameOf(ExecutionMode.BATCH));
    }

    /** Returns the checkpoint or savepoint that the settings tell a job to begin with. */
    static Optional<String> restoredFrom(Config settings) {
        return settings.hasPath(RESTORE_FROM)
                ? Optional.of(settings.getString(RESTORE_FROM)).filter(from -> !from.isBlank())
                : Optional.empty();
    }

    /** Returns what stands for a mode in the settings. */
    public static String nameOf(ExecutionMode mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }

    static ExecutionSettings read(SettingsReader in) {
        return new ExecutionSettings(
                in.choice(MODE, ExecutionMode.class), in.bytes("sort-memory", LEAST_SORT_MEMORY));
    }
}
