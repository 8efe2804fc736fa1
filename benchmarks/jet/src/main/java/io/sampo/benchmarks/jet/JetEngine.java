/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.jet;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.jet.config.JobConfig;
import com.hazelcast.jet.config.ProcessingGuarantee;
import com.hazelcast.jet.pipeline.Pipeline;
import io.sampo.benchmarks.measure.DueEvents;
import io.sampo.benchmarks.measure.Engine;
import io.sampo.benchmarks.measure.Latencies;
import io.sampo.benchmarks.measure.ResultParts;
import io.sampo.benchmarks.workload.Checksum;
import io.sampo.benchmarks.workload.Workload;
import java.nio.file.Path;

/** Runs pipelines on one embedded member, which all runs of the process share. */
final class JetEngine implements Engine, AutoCloseable {
    private static final long BETWEEN_SNAPSHOTS_MS = 1_000;

    private final HazelcastInstance member = Hazelcast.newHazelcastInstance(alone());

    /** Returns the settings of a member that looks for no others, and calls nobody. */
    private static Config alone() {
        Config config = new Config();
        config.getJetConfig().setEnabled(true);
        config.setProperty("hazelcast.logging.type", "none");
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.socket.bind.any", "false");
        NetworkConfig network = config.getNetworkConfig();
        network.getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        JoinConfig join = network.getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        return config;
    }

    @Override
    public Checksum run(Workload workload, long seed, long events, Path directory) {
        ResultParts.reset();
        Pipeline pipeline = Pipelines.of(workload, seed, events);
        member.getJet().newJob(pipeline, new JobConfig()).join();
        return ResultParts.checksum();
    }

    @Override
    public Latencies latencies(Workload workload, long seed, long events, Path directory) {
        ResultParts.reset();
        Pipeline pipeline = LatencyPipeline.of(DueEvents.of(workload, seed), events);
        JobConfig exactlyOnce =
                new JobConfig()
                        .setProcessingGuarantee(ProcessingGuarantee.EXACTLY_ONCE)
                        .setSnapshotIntervalMillis(BETWEEN_SNAPSHOTS_MS);
        member.getJet().newJob(pipeline, exactlyOnce).join();
        return ResultParts.latencies();
    }

    @Override
    public void close() {
        member.shutdown();
    }
}
