/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.flink;

import io.sampo.benchmarks.measure.Events;
import io.sampo.benchmarks.measure.Recovery;
import io.sampo.benchmarks.measure.RecoveryScript;
import io.sampo.benchmarks.workload.KeyState;
import io.sampo.benchmarks.workload.StateOp;
import io.sampo.benchmarks.workload.Workload;
import java.nio.file.Path;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.CheckpointType;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * W6: whole checkpoints, and recovery of a job with much state. On the cluster that a local
 * environment makes too, since the environment cannot ask for a checkpoint of a certain kind.
 */
final class RecoveryJob {
    private final Workload workload;
    private final long seed;
    private final Path directory;

    RecoveryJob(Workload workload, long seed, Path directory) {
        this.workload = workload;
        this.seed = seed;
        this.directory = directory;
    }

    Recovery run(Configuration settings) throws Exception {
        settings.addAll(StateSettings.onDemand(directory));
        if (workload == Workload.W6_DISK) {
            settings.addAll(StateSettings.onDisk());
        }
        Events<StateOp> ops = RecoveryScript.begin(workload, seed);
        JobGraph job = graph(settings, ops);
        MiniClusterConfiguration local =
                new MiniClusterConfiguration.Builder()
                        .setConfiguration(settings)
                        .setNumTaskManagers(1)
                        .setNumSlotsPerTaskManager(workload.parallelism())
                        .withRandomPorts()
                        .build();
        try (MiniCluster cluster = new MiniCluster(local)) {
            cluster.start();
            JobID id = cluster.submitJob(job).get().getJobID();
            Recovery seen = RecoveryScript.play(new JobCheckpoints(cluster, id));
            cluster.cancelJob(id).get();
            return seen;
        }
    }

    private JobGraph graph(Configuration settings, Events<StateOp> ops) {
        StreamExecutionEnvironment environment = FlinkEngine.environment(settings, workload);
        environment
                .fromSource(
                        new LaneSource<>(workload.events(), ops),
                        WatermarkStrategy.noWatermarks(),
                        "ops",
                        TypeInformation.of(StateOp.class))
                .map(RecoveryScript::failOnce)
                .returns(StateOp.class)
                .keyBy(StateOp::key)
                .process(new Update())
                .returns(Long.class)
                .sinkTo(ResultSink.checksum(count -> count));
        return environment.getStreamGraph().getJobGraph();
    }

    private static final class Update extends KeyedProcessFunction<Long, StateOp, Long> {
        private static final long serialVersionUID = 1L;

        private transient @Nullable ValueState<KeyState> state;
        private transient boolean restored;

        @Override
        public void open(OpenContext context) {
            state =
                    getRuntimeContext()
                            .getState(new ValueStateDescriptor<>("state", KeyState.class));
            restored = RecoveryScript.hasFailed();
        }

        @Override
        @SuppressWarnings("NullAway") // opened before
        public void processElement(StateOp op, Context context, Collector<Long> out)
                throws Exception {
            RecoveryScript.processing(restored);
            KeyState now = RecoveryScript.next(state.value(), op);
            state.update(now);
            out.collect(now.count());
        }
    }

    private static final class JobCheckpoints implements RecoveryScript.Checkpoints {
        private static final double BYTES_PER_MIB = 1 << 20;

        private final MiniCluster cluster;
        private final JobID job;

        JobCheckpoints(MiniCluster cluster, JobID job) {
            this.cluster = cluster;
            this.job = job;
        }

        @Override
        public void awaitQuiet() {}

        @Override
        public void full() throws Exception {
            cluster.triggerCheckpoint(job, CheckpointType.FULL).get();
        }

        @Override
        public void ordinary() throws Exception {
            cluster.triggerCheckpoint(job, CheckpointType.CONFIGURED).get();
        }

        @Override
        public double fullMib() throws Exception {
            CheckpointStatsSnapshot checkpoints =
                    cluster.getExecutionGraph(job).get().getCheckpointStatsSnapshot();
            return checkpoints == null
                    ? 0
                    : checkpoints.getHistory().getLatestCompletedCheckpoint().getStateSize()
                            / BYTES_PER_MIB;
        }
    }
}
