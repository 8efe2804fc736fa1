/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.subtask;

import com.typesafe.config.Config;
import io.sampo.checkpointing.coordinator.CheckpointSettings;
import io.sampo.core.io.FileStore;
import io.sampo.core.metric.MetricRegistry;
import io.sampo.core.time.Clock;
import io.sampo.core.type.SerializationFactory;
import io.sampo.operators.accumulator.JobAccumulators;
import io.sampo.operators.job.DistributedCache;
import io.sampo.runtime.node.Parking;
import io.sampo.runtime.node.WakeTimer;
import io.sampo.state.backend.StateBackend;
import io.sampo.state.snapshot.SnapshotFiles;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

/**
 * What all subtasks of a job share in one process. Thread-safe.
 *
 * @param jobName the job's name
 * @param settings the section {@code sampo}
 * @param clock the time
 * @param wakeTimer wake-ups
 * @param ioExecutor for work that blocks
 * @param parking how a thread stands still
 * @param files of sinks
 * @param serialization of the job's types
 * @param stateBackend where keyed state is kept
 * @param snapshotFiles reads what is restored
 * @param snapshotStores where snapshots go
 * @param localFiles of this machine
 * @param workDirectory for local files of state
 * @param cachedFiles what the job has taken along
 * @param metrics where metrics go
 * @param accumulators of the job's functions
 * @param client takes values for the program that started the job, by channel
 * @param durableCheckpoints whether checkpoints are kept
 * @param guarantee whether barriers are aligned
 */
public record SubtaskServices(
        String jobName,
        Config settings,
        Clock clock,
        WakeTimer wakeTimer,
        Executor ioExecutor,
        Parking parking,
        FileStore files,
        SerializationFactory serialization,
        StateBackend stateBackend,
        SnapshotFiles snapshotFiles,
        SnapshotStores snapshotStores,
        FileStore localFiles,
        Path workDirectory,
        DistributedCache cachedFiles,
        MetricRegistry metrics,
        JobAccumulators accumulators,
        BiConsumer<String, Object> client,
        boolean durableCheckpoints,
        CheckpointSettings.Mode guarantee) {}
