/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.worker;

import io.sampo.checkpointing.coordinator.CheckpointSettings;
import io.sampo.checkpointing.local.LocalCopies;
import io.sampo.checkpointing.storage.CheckpointPaths;
import io.sampo.checkpointing.storage.CheckpointStorage;
import io.sampo.checkpointing.storage.FileCheckpointStorage;
import io.sampo.checkpointing.storage.FileSnapshotFiles;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.id.SubtaskId;
import io.sampo.core.io.FileStore;
import io.sampo.operators.accumulator.JobAccumulators;
import io.sampo.operators.graph.JobGraph;
import io.sampo.runtime.node.EngineThreads;
import io.sampo.runtime.node.Node;
import io.sampo.runtime.subtask.SnapshotStores;
import io.sampo.runtime.subtask.SubtaskServices;
import io.sampo.state.backend.StateBackend;
import io.sampo.state.snapshot.SnapshotFiles;
import io.sampo.state.snapshot.StateFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a node holds for its share of one attempt of a job: the job's classes, its state backend, a
 * directory. Opening and closing it may block.
 */
final class NodeShare implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NodeShare.class);

    private final SubtaskServices services;
    private final Neighbours neighbours;
    private final ClassLoader classes;

    private NodeShare(SubtaskServices services, Neighbours neighbours, ClassLoader classes) {
        this.services = services;
        this.neighbours = neighbours;
        this.classes = classes;
    }

    static NodeShare open(WorkerNode worker, WorkerHost.Deploy order) {
        ClassLoader classes = worker.classes().load(order.job().name(), order.jars());
        Path directory = directory(worker, order);
        StateBackend backend = null;
        try {
            Node node = worker.node();
            backend = node.stateBackend(order.job().settings().atPath("sampo"));
            return new NodeShare(
                    services(worker, order, classes, backend, directory),
                    Neighbours.over(
                            worker.transport(),
                            order.runId(),
                            order.attempt(),
                            order.placement(),
                            worker.credits()),
                    classes);
        } catch (RuntimeException | Error failure) {
            if (backend != null) {
                backend.close();
            }
            worker.node().localFiles().deleteRecursively(directory);
            JobClasses.close(classes);
            throw failure;
        }
    }

    private static SubtaskServices services(
            WorkerNode worker,
            WorkerHost.Deploy order,
            ClassLoader classes,
            StateBackend backend,
            Path directory) {
        JobGraph job = order.job();
        Node node = worker.node();
        CheckpointSettings checkpointing = CheckpointSettings.from(job.settings().atPath("sampo"));
        CheckpointStorage storage = storage(job, checkpointing, node.files());
        SnapshotFiles restored = restoredFiles(node.files(), order.restoredBase());
        SnapshotStores stores = SnapshotStores.of(storage);
        if (storage.durable() && checkpointing.localRecovery()) {
            LocalCopies copies = copies(worker, job.name(), directory);
            Path own =
                    new CheckpointPaths(checkpointing.dir().orElseThrow(), job.name())
                            .jobDirectory();
            boolean isOwn = own.equals(order.restoredBase());
            copies.begin(isOwn ? parts(order) : Map.of());
            restored = isOwn ? copies.before(restored) : restored;
            stores = SnapshotStores.withCopies(stores, copies);
        }
        return new SubtaskServices(
                job.name(),
                job.settings(),
                node.clock(),
                node.timer(),
                EngineThreads.withLoader(node.io(), classes),
                node.parking(),
                node.files(),
                node.serialization(classes),
                backend,
                restored,
                stores,
                node.localFiles(),
                directory,
                CachedCopies.make(node.files(), job.cachedFiles(), directory),
                worker.metrics(),
                new JobAccumulators(),
                NodeShare::refuse,
                storage.durable(),
                checkpointing.mode());
    }

    private static LocalCopies copies(WorkerNode worker, String job, Path scratch) {
        Node node = worker.node();
        return new LocalCopies(node.localFiles(), copiesOf(worker, job), scratch, node.io());
    }

    private static Map<SubtaskId, List<StateFile>> parts(WorkerHost.Deploy order) {
        Map<SubtaskId, List<StateFile>> parts = new HashMap<>();
        order.restored().forEach((subtask, state) -> parts.put(subtask, state.files()));
        return parts;
    }

    /** Deletes the copies of a job's checkpoints; those that cannot be are said. */
    static void deleteCopies(WorkerNode worker, String job) {
        try {
            worker.node().localFiles().deleteRecursively(copiesOf(worker, job));
        } catch (StreamException failure) {
            LOG.warn("Copies are left over: job={} {}", job, failure.getMessage());
        }
    }

    /** Whichever attempt made them. */
    private static Path copiesOf(WorkerNode worker, String job) {
        return new CheckpointPaths(worker.workDirectory().resolve("copies"), job).jobDirectory();
    }

    private static Path directory(WorkerNode worker, WorkerHost.Deploy order) {
        return worker.workDirectory()
                .resolve(order.runId().replace(':', '_') + "-" + order.attempt());
    }

    private static CheckpointStorage storage(
            JobGraph job, CheckpointSettings settings, FileStore files) {
        return settings.dir()
                .<CheckpointStorage>map(
                        dir ->
                                new FileCheckpointStorage(
                                        files, new CheckpointPaths(dir, job.name()), job.name()))
                .orElseGet(CheckpointStorage::none);
    }

    private static SnapshotFiles restoredFiles(FileStore files, @Nullable Path base) {
        return new FileSnapshotFiles(files, base == null ? Path.of("") : base);
    }

    private static void refuse(String channel, Object value) {
        throw new StreamException(
                ErrorCode.INVALID_PROGRAM,
                "A job on a cluster cannot hand records to the program that defined it: channel="
                        + channel
                        + ". Use a sink, or run the program in one JVM.");
    }

    SubtaskServices services() {
        return services;
    }

    Neighbours neighbours() {
        return neighbours;
    }

    @Override
    public void close() {
        try {
            services.stateBackend().close();
        } finally {
            try {
                services.localFiles().deleteRecursively(services.workDirectory());
            } finally {
                JobClasses.close(classes);
            }
        }
    }
}
