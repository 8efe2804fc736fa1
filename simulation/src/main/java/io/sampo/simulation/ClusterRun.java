/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation;

import com.typesafe.config.ConfigFactory;
import io.sampo.operators.graph.JobGraph;
import io.sampo.operators.stream.JobStatus;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.runtime.client.LocalJobExecutor;
import io.sampo.runtime.directory.JobSummary;
import io.sampo.simulation.cluster.VirtualCluster;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** A job simulated on several nodes, from their start to their end. */
final class ClusterRun {
    private final SimulatedJob job;
    private final int nodes;
    private final History history;
    private final VirtualCluster cluster;

    ClusterRun(SimulatedJob job, int nodes, long seed, List<Fault> faults) {
        this.job = job;
        this.nodes = nodes;
        history = new History(seed, faults, nodes + 1, this::status, this::inject);
        World world = history.world();
        cluster =
                new VirtualCluster(
                        history.stage(),
                        history.scheduler(),
                        nodes,
                        new VirtualCluster.Surroundings(
                                world.disk(),
                                world.io(),
                                history.stage()
                                        .classes(Thread.currentThread().getContextClassLoader()),
                                world::note,
                                world.checkpoints()::verify),
                        new Random(~seed));
        world.connectAs(cluster::life);
    }

    private void inject(Fault fault) {
        int node = fault.size() % nodes;
        switch (fault.kind()) {
            case CRASH -> cluster.crashLeader();
            case STORAGE_CRASH -> cluster.crashLeaderBefore(fault.size());
            case NODE_CRASH -> cluster.crash(node);
            case NODE_PAUSE -> cluster.pause(node, fault.duration());
            case PARTITION -> cluster.part(node, fault.duration());
            case CONNECTION_LOSS -> cluster.loseConnection(fault.size());
            case PACKET_LOSS -> cluster.losePacket(fault.size());
            case CLOCK_JUMP -> cluster.skew(node, jump(fault.size()));
            case LATE_MESSAGES -> cluster.holdUp(node, fault.duration());
            case LOST_MESSAGES -> cluster.loseMessages(node, fault.duration());
            case FULL_NODE -> cluster.fill(node, fault.duration());
            case HAND_OVER -> cluster.handOver();
            default -> throw new IllegalArgumentException("Not of processes: fault=" + fault);
        }
    }

    private static Duration jump(int millis) {
        return Duration.ofMillis(millis % 2 == 0 ? millis : -millis);
    }

    private JobStatus status() {
        JobSummary known = cluster.summary();
        return known == null ? JobStatus.STARTING : known.status();
    }

    private String failure() {
        JobSummary known = cluster.summary();
        return known == null ? "" : known.failure();
    }

    /** Lets the job run to its end, and all nodes end. */
    SimulationResult run() {
        cluster.start();
        JobGraph graph = graph();
        cluster.run(graph);
        history.await(() -> status().isTerminal());
        while (status() == JobStatus.FAILED && history.world().checkpoints().mend()) {
            history.world().note("the job gives up, and what is damaged is restored: " + failure());
            cluster.run(graph);
            history.await(() -> status().isTerminal());
        }
        if (status() != JobStatus.FINISHED) {
            throw history.failed("The job failed: " + failure(), null);
        }
        cluster.close();
        history.await(() -> cluster.isClosed() && history.scheduler().isQuiet());
        for (String finding : cluster.findings()) {
            throw history.failed(finding, null);
        }
        history.world().started(cluster.started());
        SimulationResult result = history.result();
        history.close();
        return result;
    }

    private JobGraph graph() {
        StreamEnvironment environment =
                StreamEnvironment.create(
                        ConfigFactory.parseString("sampo.parallelism = " + nodes)
                                .withFallback(JobRun.settings()),
                        new LocalJobExecutor());
        try {
            job.build(environment, history.world());
            return environment.graph(JobRun.JOB);
        } catch (Exception failure) {
            throw history.failed("The job could not be defined", failure);
        }
    }
}
