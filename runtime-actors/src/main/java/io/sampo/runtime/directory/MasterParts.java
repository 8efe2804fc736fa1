/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.directory;

import com.typesafe.config.Config;
import io.sampo.checkpointing.coordinator.CheckpointSettings;
import io.sampo.checkpointing.storage.CompletedCheckpoint;
import io.sampo.checkpointing.storage.RecordContent;
import io.sampo.operators.accumulator.JobAccumulators;
import io.sampo.operators.graph.JobGraph;
import io.sampo.operators.job.DistributedCache;
import io.sampo.runtime.checkpoint.JobCheckpoints;
import io.sampo.runtime.master.JobMasterProps;
import io.sampo.runtime.master.JobObserver;
import io.sampo.runtime.master.RestartSettings;
import io.sampo.runtime.master.Workers;
import io.sampo.runtime.node.EngineThreads;
import io.sampo.runtime.node.Node;
import io.sampo.runtime.node.SerialExecutor;
import io.sampo.runtime.subtask.SubtaskServices;
import io.sampo.runtime.worker.JobClasses;
import io.sampo.runtime.worker.WorkerNode;
import io.sampo.state.heap.HeapStateBackend;
import java.util.Map;
import java.util.Optional;

/** Opens what a job master needs: the job's classes, for its enumerators, and its checkpoints. */
final class MasterParts {
    private MasterParts() {}

    /**
     * Returns what a job master is made from. Blocks.
     *
     * @throws io.sampo.core.error.StreamException with {@code HELD_BY_OTHER} while another process
     *     has the job
     */
    static JobMasterProps open(
            DirectoryNode here, JobSubmission submission, Workers workers, JobObserver observer) {
        WorkerNode worker = here.worker();
        JobGraph job = submission.job();
        Node node = worker.node();
        Config root = job.settings().atPath("sampo");
        RestartSettings restart = RestartSettings.from(root);
        ClassLoader classes = worker.classes().load(job.name(), submission.jars());
        JobCheckpoints checkpoints = null;
        try {
            checkpoints =
                    JobCheckpoints.open(
                            job,
                            CheckpointSettings.from(root),
                            node.files(),
                            here.records(),
                            Long.toString(submission.submittedMillis()));
            checkpoints.before().ifPresent(before -> goesOn(before, observer));
            return new JobMasterProps(
                    job,
                    services(worker, job, classes, checkpoints),
                    workers,
                    checkpoints,
                    restart,
                    new SerialExecutor(node.io()),
                    observer,
                    () -> JobClasses.close(classes));
        } catch (RuntimeException | Error failure) {
            if (checkpoints != null) {
                checkpoints.close();
            }
            JobClasses.close(classes);
            throw failure;
        }
    }

    private static void goesOn(RecordContent before, JobObserver observer) {
        // Older ones may be kept, of a run that has finished.
        Optional<CompletedCheckpoint> from = before.restorable().stream().findFirst();
        observer.goesOn(
                before.attempt(),
                from.map(checkpoint -> checkpoint.ref().id()).orElse(0L),
                from.map(CompletedCheckpoint::triggerMillis).orElse(0L));
    }

    /** No subtask runs here, so nothing is kept in the backend or the directory. */
    private static SubtaskServices services(
            WorkerNode worker, JobGraph job, ClassLoader classes, JobCheckpoints checkpoints) {
        Node node = worker.node();
        return new SubtaskServices(
                job.name(),
                job.settings(),
                node.clock(),
                node.timer(),
                EngineThreads.withLoader(node.io(), classes),
                node.parking(),
                node.files(),
                node.serialization(classes),
                new HeapStateBackend(),
                checkpoints.restoredFiles(),
                checkpoints.snapshotStores(),
                node.localFiles(),
                worker.workDirectory(),
                DistributedCache.of(Map.of()),
                worker.metrics(),
                new JobAccumulators(),
                (channel, value) -> {},
                checkpoints.durable(),
                checkpoints.guarantee());
    }
}
