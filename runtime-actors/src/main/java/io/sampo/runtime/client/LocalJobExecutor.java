/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.client;

import com.typesafe.config.Config;
import io.sampo.checkpointing.coordinator.CheckpointSettings;
import io.sampo.core.io.FileStore;
import io.sampo.core.metric.MetricRegistry;
import io.sampo.core.time.Clock;
import io.sampo.core.type.ForySerializationFactory;
import io.sampo.operators.graph.JobGraph;
import io.sampo.operators.stream.JobClient;
import io.sampo.operators.stream.JobExecutor;
import io.sampo.runtime.checkpoint.JobCheckpoints;
import io.sampo.runtime.master.JobMaster;
import io.sampo.runtime.master.JobMasterProps;
import io.sampo.runtime.master.RestartSettings;
import io.sampo.runtime.node.SerialExecutor;
import io.sampo.runtime.subtask.SubtaskServices;
import io.sampo.state.backend.StateBackend;
import io.sampo.state.settings.StateBackends;
import java.nio.file.Path;

/** Runs jobs in this JVM, on actors of one local actor system. */
public final class LocalJobExecutor implements JobExecutor {
    private final Clock clock = Clock.system();

    /** Creates an executor; called by {@link java.util.ServiceLoader} too. */
    public LocalJobExecutor() {}

    @Override
    public JobClient submit(JobGraph graph, ClassLoader classLoader) {
        Config root = graph.settings().atPath("sampo");
        RuntimeSettings runtime = RuntimeSettings.from(root);
        RestartSettings restart = RestartSettings.from(root);
        CheckpointSettings checkpointing = CheckpointSettings.from(root);
        LocalNode node = LocalNode.get();
        MetricRegistry metrics = new MetricRegistry();
        LocalJob job = new LocalJob(graph.name(), metrics, clock);
        Path workDirectory = runtime.newWorkDirectory();
        StateBackend backend = StateBackends.create(root);
        JobCheckpoints checkpoints = JobCheckpoints.open(graph, checkpointing);
        SubtaskServices services =
                new SubtaskServices(
                        graph.name(),
                        graph.settings(),
                        clock,
                        node.threads().timer(),
                        node.threads().io(),
                        new ForySerializationFactory(classLoader),
                        backend,
                        checkpoints.restoredFiles(),
                        checkpoints.snapshotStores(),
                        workDirectory,
                        metrics,
                        job,
                        checkpoints.durable());
        JobMasterProps props =
                new JobMasterProps(
                        graph,
                        services,
                        checkpoints,
                        restart,
                        runtime.localChannelCredits(),
                        new SerialExecutor(node.threads().io()),
                        job,
                        () -> {
                            backend.close();
                            FileStore.local().deleteRecursively(workDirectory);
                        });
        job.connect(node.spawn(JobMaster.create(props), "job-" + graph.name()));
        return job;
    }
}
