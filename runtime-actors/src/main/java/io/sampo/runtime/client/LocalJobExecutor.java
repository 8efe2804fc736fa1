/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.client;

import com.typesafe.config.Config;
import io.sampo.checkpointing.coordinator.CheckpointSettings;
import io.sampo.core.io.FileStore;
import io.sampo.core.metric.MetricRegistry;
import io.sampo.core.objects.RoutedFiles;
import io.sampo.core.settings.SettingsReader;
import io.sampo.operators.accumulator.JobAccumulators;
import io.sampo.operators.graph.JobGraph;
import io.sampo.operators.job.DistributedCache;
import io.sampo.operators.stream.JobClient;
import io.sampo.operators.stream.JobExecutor;
import io.sampo.operators.stream.RestoreReport;
import io.sampo.runtime.checkpoint.JobCheckpoints;
import io.sampo.runtime.checkpoint.RestoreDryRun;
import io.sampo.runtime.master.JobMaster;
import io.sampo.runtime.master.JobMasterProps;
import io.sampo.runtime.master.RestartSettings;
import io.sampo.runtime.master.Workers;
import io.sampo.runtime.network.NetworkSettings;
import io.sampo.runtime.node.EngineThreads;
import io.sampo.runtime.node.Node;
import io.sampo.runtime.node.SerialExecutor;
import io.sampo.runtime.subtask.SubtaskServices;
import io.sampo.runtime.worker.CachedCopies;
import io.sampo.state.backend.StateBackend;
import io.sampo.state.settings.StateSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs jobs in this JVM, on actors of one local actor system. */
public final class LocalJobExecutor implements JobExecutor {
    private final Supplier<? extends Node> nodes;

    /** Creates an executor; called by {@link java.util.ServiceLoader} too. */
    public LocalJobExecutor() {
        this(LocalNode::get);
    }

    /** Creates an executor whose jobs keep all they keep in {@code files}. */
    public LocalJobExecutor(FileStore files) {
        this(() -> new OtherFiles(LocalNode.get(), files));
    }

    /**
     * Creates an executor whose jobs run on another node.
     *
     * @param nodes asked once for each job
     */
    public LocalJobExecutor(Supplier<? extends Node> nodes) {
        this.nodes = nodes;
    }

    @Override
    public void prepare() {
        LocalNode.prepare();
    }

    @Override
    public Map<String, Function<SettingsReader, ?>> settingsReaders() {
        Map<String, Function<SettingsReader, ?>> readers =
                new HashMap<>(RoutedFiles.settingsReaders());
        readers.put(RuntimeSettings.PATH, RuntimeSettings::read);
        readers.put(RestartSettings.PATH, RestartSettings::read);
        readers.put(NetworkSettings.PATH, NetworkSettings::readWithoutToken);
        readers.put(CheckpointSettings.PATH, CheckpointSettings::read);
        readers.put(StateSettings.PATH, StateSettings::read);
        return readers;
    }

    @Override
    public JobClient submit(JobGraph graph, ClassLoader classLoader) {
        Config root = graph.settings().atPath("sampo");
        SettingsReader.check(root, settingsReaders());
        RuntimeSettings runtime = RuntimeSettings.from(root);
        RestartSettings restart = RestartSettings.from(root);
        CheckpointSettings checkpointing = CheckpointSettings.from(root);
        Node node = nodes.get();
        StateBackend backend = node.stateBackend(root);
        Path workDirectory = runtime.newWorkDirectory();
        RoutedFiles files = new RoutedFiles(node.files(), root);
        @Nullable JobCheckpoints opened = null;
        try {
            DistributedCache cached;
            try (RoutedFiles originals = new RoutedFiles(FileStore.local(), root)) {
                cached = CachedCopies.make(originals, graph.cachedFiles(), workDirectory);
            }
            opened = JobCheckpoints.open(graph, checkpointing, files);
            return start(
                    graph,
                    classLoader,
                    new Parts(
                            node, files, runtime, restart, backend, workDirectory, cached, opened));
        } catch (Throwable notStarted) {
            if (opened != null) {
                opened.close();
            }
            backend.close();
            files.close();
            FileStore.local().deleteRecursively(workDirectory);
            throw notStarted;
        }
    }

    @Override
    public RestoreReport restoreDryRun(JobGraph graph, ClassLoader classLoader, Path from) {
        Node node = nodes.get();
        try (RoutedFiles files = new RoutedFiles(node.files(), graph.settings().atPath("sampo"))) {
            return new RestoreDryRun(files, node.serialization(classLoader)).report(graph, from);
        }
    }

    private record Parts(
            Node node,
            RoutedFiles files,
            RuntimeSettings runtime,
            RestartSettings restart,
            StateBackend backend,
            Path workDirectory,
            DistributedCache cachedFiles,
            JobCheckpoints checkpoints) {}

    private JobClient start(JobGraph graph, ClassLoader classLoader, Parts parts) {
        Node node = parts.node;
        MetricRegistry metrics = new MetricRegistry(node.clock());
        JobAccumulators accumulators = new JobAccumulators();
        LocalJob job = new LocalJob(graph.name(), metrics, accumulators, node.clock(), node.io());
        SubtaskServices services =
                new SubtaskServices(
                        graph.name(),
                        graph.settings(),
                        node.clock(),
                        node.timer(),
                        EngineThreads.withLoader(node.io(), classLoader),
                        node.parking(),
                        parts.files,
                        node.serialization(classLoader),
                        parts.backend,
                        parts.checkpoints.restoredFiles(),
                        parts.checkpoints.snapshotStores(),
                        node.localFiles(),
                        parts.workDirectory,
                        parts.cachedFiles,
                        metrics,
                        accumulators,
                        job,
                        parts.checkpoints.durable(),
                        parts.checkpoints.guarantee());
        JobMasterProps props =
                new JobMasterProps(
                        graph,
                        services,
                        Workers.inThisProcess(services, parts.runtime.localChannelCredits()),
                        parts.checkpoints,
                        parts.restart,
                        new SerialExecutor(node.io()),
                        job,
                        () -> {
                            try (parts.files) {
                                parts.backend.close();
                            } finally {
                                FileStore.local().deleteRecursively(parts.workDirectory);
                            }
                        });
        job.connect(node.spawn(JobMaster.create(props), "job-" + graph.name()));
        return job;
    }
}
