/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.flink;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;

/** What the workloads want of state and checkpoints; the rest stays at its defaults. */
final class StateSettings {
    private static final Duration BETWEEN_CHECKPOINTS = Duration.ofSeconds(5);

    /** What a task manager of the default size has; a local environment alone gives less. */
    private static final MemorySize MANAGED_MEMORY = MemorySize.ofMebiBytes(512);

    private StateSettings() {}

    static Configuration onDisk() {
        Configuration settings = new Configuration();
        settings.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
        settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MANAGED_MEMORY);
        settings.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        return settings;
    }

    static Configuration incremental(Path directory) {
        return checkpoints(directory, BETWEEN_CHECKPOINTS);
    }

    static Configuration everySecond(Path directory) {
        return checkpoints(directory, Duration.ofSeconds(1));
    }

    private static Configuration checkpoints(Path directory, Duration interval) {
        Configuration settings = in(directory);
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, interval);
        return settings;
    }

    /** Checkpoints that are asked for, and a restart at once. */
    static Configuration onDemand(Path directory) {
        // no checkpoint by itself, but with an interval it is ready for those that are asked for
        Configuration settings = checkpoints(directory, Duration.ofHours(1));
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 3);
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ZERO);
        // without it, a restore reads local files byte by byte and takes twenty times as long
        settings.set(ExecutionOptions.SNAPSHOT_COMPRESSION, true);
        return settings;
    }

    private static Configuration in(Path directory) {
        Configuration settings = new Configuration();
        settings.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, directory.toUri().toString());
        return settings;
    }
}
