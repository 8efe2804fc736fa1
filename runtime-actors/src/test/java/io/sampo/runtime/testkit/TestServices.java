/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.testkit;

import io.sampo.checkpointing.coordinator.CheckpointSettings;
import io.sampo.core.io.FileStore;
import io.sampo.core.metric.MetricRegistry;
import io.sampo.core.time.Clock;
import io.sampo.core.type.ForySerializationFactory;
import io.sampo.operators.accumulator.JobAccumulators;
import io.sampo.operators.job.DistributedCache;
import io.sampo.runtime.node.Parking;
import io.sampo.runtime.node.WakeTimer;
import io.sampo.runtime.subtask.SubtaskServices;
import io.sampo.state.heap.HeapStateBackend;
import io.sampo.state.snapshot.SnapshotFiles;
import io.sampo.state.snapshot.StateFile;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/** The services of a job that keeps nothing and is restored from nothing. */
public final class TestServices {
    private TestServices() {}

    /** Returns services with a time and threads of the test's own. */
    public static SubtaskServices of(
            Clock clock, WakeTimer wakeTimer, Executor io, CheckpointSettings.Mode guarantee) {
        return new SubtaskServices(
                "job",
                HandMadeJobs.settings(""),
                clock,
                wakeTimer,
                io,
                Parking.JVM,
                FileStore.local(),
                new ForySerializationFactory(TestServices.class.getClassLoader()),
                new HeapStateBackend(),
                new NothingRestored(),
                (barrier, attempt, subtask, operator) -> Optional.empty(),
                FileStore.local(),
                Path.of("unused"),
                DistributedCache.of(Map.of()),
                new MetricRegistry(),
                new JobAccumulators(),
                (channel, value) -> {},
                false,
                guarantee);
    }

    private static final class NothingRestored implements SnapshotFiles {
        @Override
        public InputStream open(StateFile file) {
            throw new AssertionError("restores " + file);
        }

        @Override
        public void fetch(StateFile file, Path target) {
            throw new AssertionError("restores " + file);
        }
    }
}
