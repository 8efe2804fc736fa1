/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation.cluster;

import io.sampo.checkpointing.storage.FileJobRecord;
import io.sampo.checkpointing.storage.RecordContent;
import io.sampo.core.testkit.SimulatedFiles;
import io.sampo.operators.graph.JobGraph;
import io.sampo.runtime.checkpoint.JobCheckpoints;
import io.sampo.runtime.directory.JobSummary;
import io.sampo.runtime.exchange.NodeAddress;
import io.sampo.runtime.network.Refusal;
import io.sampo.simulation.node.Stage;
import io.sampo.simulation.schedule.VirtualScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Props;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of a cluster, each with its present process. One that dies, stands still or cannot be
 * reached is given up by the others after a while, and another process is started in its place.
 */
public final class VirtualCluster {
    private static final int UNTIL_DEATH_SHOWS = 300_000_000;
    private static final int UNTIL_RESTART = 500_000_000;
    private static final long TO_LET_GO = 30_000_000;

    private final Stage stage;
    private final VirtualScheduler scheduler;
    private final int nodes;
    private final Surroundings outside;
    private final Random random;
    private final VirtualNetwork network;
    private final JobCheckpoints.Records records;
    private final Machine[] machines;
    private final VirtualProcess[] processes;
    private final Membership membership;
    private final Absences absences;

    /** Started and not ended yet: a process that has died has actors until they hear of it. */
    private final Set<VirtualProcess> present = new HashSet<>();

    private final Map<Refusal, Long> refusedByTheDead = new HashMap<>();
    private int started;
    private boolean closing;

    /** Whether a gap is to be expected. */
    private boolean lossy;

    private @Nullable ActorRef<ClientActor.Command> client;
    private @Nullable JobSummary summary;

    /**
     * What the nodes have in common.
     *
     * @param disk that all nodes share
     * @param io where storage work runs
     * @param classes of the job
     * @param notes told what happens
     * @param onRecord told of each content of the job's record, if that is not kept on the disk
     */
    public record Surroundings(
            SimulatedFiles disk,
            Executor io,
            ClassLoader classes,
            Consumer<String> notes,
            Consumer<RecordContent> onRecord) {}

    /**
     * Creates a cluster of which nothing runs yet.
     *
     * @param stage with one member more than there are nodes: that of the client
     * @param random decides what is left of unsynced files, and where the job's record is kept
     */
    public VirtualCluster(
            Stage stage,
            VirtualScheduler scheduler,
            int nodes,
            Surroundings outside,
            Random random) {
        this.stage = stage;
        this.scheduler = scheduler;
        this.nodes = nodes;
        this.outside = outside;
        this.random = random;
        network = new VirtualNetwork(scheduler, this::isReachable, this::at);
        boolean database = random.nextBoolean();
        records = database ? new SharedRecords(outside.onRecord()) : FileJobRecord::open;
        processes = new VirtualProcess[nodes];
        machines = new Machine[nodes];
        Arrays.setAll(machines, member -> new Machine(scheduler));
        membership = new Membership(stage, scheduler, processes);
        absences =
                new Absences(stage, scheduler, network, membership, outside.notes(), this::crash);
        stage.separate(network);
    }

    private boolean isReachable(int member) {
        return member == nodes || processes[member].isAlive();
    }

    private @Nullable VirtualProcess at(NodeAddress address) {
        for (VirtualProcess process : processes) {
            if (process.isAlive() && process.address().equals(address)) {
                return process;
            }
        }
        return null;
    }

    /** Starts all nodes. */
    public void start() {
        for (int member = 0; member < nodes; member++) {
            startProcess(member);
        }
    }

    private void startProcess(int member) {
        int number = ++started;
        VirtualProcess[] made = new VirtualProcess[1];
        Runnable death = () -> crash(made[0]);
        VirtualProcess process =
                new VirtualProcess(
                        stage,
                        member,
                        scheduler,
                        machines[member],
                        new ProcessFiles(outside.disk(), number, death),
                        new ProcessFiles(machines[member].disk(), number, death),
                        address -> network.call(made[0], address));
        made[0] = process;
        processes[member] = process;
        outside.notes().accept("node " + member + " starts");
        present.add(process);
        process.start(outside.io(), outside.classes(), records, () -> present.remove(process));
        membership.join(process);
    }

    /** Runs a job: submits it, and finds out how it is from then on. */
    public void run(JobGraph job) {
        stopClient();
        summary = null;
        client =
                stage.system(nodes)
                        .systemActorOf(
                                ClientActor.create(
                                        job,
                                        scheduler.currentTimeMillis(),
                                        membership::directory,
                                        told -> summary = told),
                                stage.newName(),
                                Props.empty());
    }

    private void stopClient() {
        if (client != null) {
            client.tell(ClientActor.Stop.INSTANCE);
        }
    }

    /** Returns how the job is, as far as is known; null while nothing is. */
    public @Nullable JobSummary summary() {
        return summary;
    }

    /** Returns how many processes were started. */
    public int started() {
        return started;
    }

    /** Returns what tells whether the process that runs now is alive. */
    public BooleanSupplier life() {
        return processes[Stage.running()]::isAlive;
    }

    // ---- faults

    /** Kills the process of a node; another one is started. */
    public void crash(int node) {
        crash(processes[node % nodes]);
    }

    /** Kills the process with the directory of jobs, and so with the job's master. */
    public void crashLeader() {
        VirtualProcess leader = membership.leader();
        if (leader != null) {
            crash(leader);
        }
    }

    /** Kills the process with the job's master before one of its next changes of the disk. */
    public void crashLeaderBefore(int change) {
        VirtualProcess leader = membership.leader();
        if (leader != null) {
            leader.files().dieBefore(change);
        }
    }

    private void crash(VirtualProcess process) {
        if (!process.isAlive() || closing) {
            return;
        }
        int member = process.member();
        outside.notes().accept("node " + member + " dies");
        stage.resume(member);
        process.die(random);
        network.lose(process);
        scheduler.after(scheduler.choose(UNTIL_DEATH_SHOWS), () -> bury(process));
    }

    /** What is left of it finds that out, and the others that it is gone. */
    private void bury(VirtualProcess process) {
        membership.exclude(process.member());
        end(process);
        membership.replaceLeader(process.member());
        scheduler.after(TO_LET_GO + scheduler.choose(UNTIL_RESTART), () -> replace(process));
    }

    private void end(VirtualProcess process) {
        process.quorum(false);
        scheduler.after(
                TO_LET_GO,
                () -> {
                    process.refused()
                            .forEach((why, count) -> refusedByTheDead.merge(why, count, Long::sum));
                    process.transport().close();
                    process.stop();
                });
    }

    private void replace(VirtualProcess dead) {
        if (closing) {
            return;
        }
        if (present.contains(dead) || network.isApart(dead.member())) {
            scheduler.after(TO_LET_GO, () -> replace(dead));
        } else {
            startProcess(dead.member());
        }
    }

    /** Lets the directory of jobs, and so the job's master, go to the next node. */
    public void handOver() {
        if (!closing) {
            membership.handOver();
        }
    }

    /** Cuts a connection. */
    public void loseConnection(int choice) {
        Cable cable = network.cable(choice);
        if (cable != null) {
            cable.cut("it was lost");
        }
    }

    /** Loses a part of a frame, which no connection should, and the connection after a while. */
    public void losePacket(int choice) {
        Cable cable = network.cable(choice);
        if (cable != null) {
            lossy = true;
            cable.loseOne();
        }
    }

    /** Lets a process stand still; the others give it up if that takes too long. */
    public void pause(int node, Duration howLong) {
        absences.pause(processes[node % nodes], howLong);
    }

    /** Lets nothing through between one node and the others. */
    public void part(int node, Duration howLong) {
        absences.part(processes[node % nodes], howLong);
    }

    /** Lets messages of a node's actors come late; its connections, and that it lives, do not. */
    public void holdUp(int node, Duration howLong) {
        int member = node % nodes;
        if (!closing) {
            network.holdUp(member);
            scheduler.after(
                    howLong.toNanos(),
                    () -> {
                        if (!closing) {
                            network.letGo(member);
                        }
                    });
        }
    }

    /** Lets a node's own disk be full for a while. */
    public void fill(int node, Duration howLong) {
        int member = node % nodes;
        SimulatedFiles disk = machines[member].disk();
        int before = disk.failures();
        disk.fill();
        scheduler.after(
                howLong.toNanos(),
                () -> {
                    disk.free();
                    int failed = disk.failures() - before;
                    outside.notes().accept("node " + member + " had no space: writes=" + failed);
                });
    }

    /** Loses what a node's actors send and are sent, for a while, and lets nobody know. */
    public void loseMessages(int node, Duration howLong) {
        int member = node % nodes;
        if (!closing) {
            network.loseMessages(member);
            scheduler.after(
                    howLong.toNanos(),
                    () -> {
                        int lost = network.keepMessages(member);
                        outside.notes().accept("node " + member + " has lost messages: " + lost);
                    });
        }
    }

    /** Lets a node's wall clock jump, and stay off. */
    public void skew(int node, Duration by) {
        machines[node % nodes].skew(by);
    }

    // ---- the end

    /** Ends all processes; what is left to do then does so by itself. */
    public void close() {
        closing = true;
        absences.end();
        stopClient();
        network.open();
        for (VirtualProcess process : processes) {
            stage.resume(process.member());
            if (process.isAlive()) {
                end(process);
            }
        }
    }

    /** Returns whether everything has ended, with what is left of processes that died. */
    public boolean isClosed() {
        return present.isEmpty() && network.isQuiet();
    }

    /** Returns what is wrong with the network after the end, for people. */
    public List<String> findings() {
        List<String> findings = new ArrayList<>();
        for (VirtualProcess process : processes) {
            long bytes = process.networkBytes();
            if (bytes != 0) {
                findings.add(
                        "The channels of a node hold memory after the end: node="
                                + process.member()
                                + " bytes="
                                + bytes);
            }
        }
        refusedByTheDead.forEach(
                (why, count) -> {
                    boolean expected =
                            why == Refusal.STALE_ATTEMPT || lossy && why == Refusal.SEQUENCE_GAP;
                    if (count > 0 && !expected) {
                        findings.add(
                                "A node was sent what may not come: reason="
                                        + why
                                        + " times="
                                        + count);
                    }
                });
        return findings;
    }
}
