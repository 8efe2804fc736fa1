/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.master;

import com.typesafe.config.Config;
import io.sampo.checkpointing.coordinator.CheckpointSettings;
import io.sampo.core.io.FileStore;
import io.sampo.core.metric.MetricRegistry;
import io.sampo.core.time.Clock;
import io.sampo.core.type.ForySerializationFactory;
import io.sampo.operators.accumulator.JobAccumulators;
import io.sampo.operators.graph.JobGraph;
import io.sampo.operators.job.DistributedCache;
import io.sampo.runtime.checkpoint.JobCheckpoints;
import io.sampo.runtime.node.NodeThreads;
import io.sampo.runtime.node.Parking;
import io.sampo.runtime.node.SerialExecutor;
import io.sampo.runtime.subtask.SubtaskServices;
import io.sampo.state.heap.HeapStateBackend;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What job masters of tests are made from. */
final class TestProps {
    private TestProps() {}

    /**
     * Returns those of a job that keeps its state on the heap.
     *
     * @param change makes the workers from those of this process
     */
    static JobMasterProps of(
            JobGraph job,
            Path directory,
            NodeThreads threads,
            JobObserver observer,
            Runnable onEnd,
            UnaryOperator<Workers> change) {
        Config root = job.settings().atPath("sampo");
        JobCheckpoints checkpoints =
                JobCheckpoints.open(job, CheckpointSettings.from(root), FileStore.local());
        SubtaskServices services =
                new SubtaskServices(
                        job.name(),
                        job.settings(),
                        Clock.system(),
                        threads.timer(),
                        threads.io(),
                        Parking.JVM,
                        FileStore.local(),
                        new ForySerializationFactory(TestProps.class.getClassLoader()),
                        new HeapStateBackend(),
                        checkpoints.restoredFiles(),
                        checkpoints.snapshotStores(),
                        FileStore.local(),
                        directory.resolve("work"),
                        DistributedCache.of(Map.of()),
                        new MetricRegistry(),
                        new JobAccumulators(),
                        (channel, value) -> {},
                        checkpoints.durable(),
                        checkpoints.guarantee());
        return new JobMasterProps(
                job,
                services,
                change.apply(Workers.inThisProcess(services, 4)),
                checkpoints,
                RestartSettings.from(root),
                new SerialExecutor(threads.io()),
                observer,
                onEnd);
    }
}
