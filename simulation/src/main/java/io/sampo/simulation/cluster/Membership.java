/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation.cluster;

import io.sampo.runtime.directory.JobDirectory;
import io.sampo.runtime.worker.WorkerHost;
import io.sampo.simulation.node.Stage;
import io.sampo.simulation.schedule.VirtualScheduler;
import java.util.HashSet;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.jspecify.annotations.Nullable;

/**
 * Who is a member of the cluster, and who of them has the directory of jobs: the first one, unless
 * that has handed it over. In place of Pekko's membership, singleton and receptionist.
 */
final class Membership {
    private static final int UNTIL_KNOWN = 50_000_000;

    private final Stage stage;
    private final VirtualScheduler scheduler;
    private final VirtualProcess[] processes;
    private final Set<Integer> givenUp = new HashSet<>();
    private int leader = Stage.OUTSIDE;

    /**
     * Creates the membership of nodes of which none has joined.
     *
     * @param processes the present one of each node, kept up by the caller
     */
    Membership(Stage stage, VirtualScheduler scheduler, VirtualProcess[] processes) {
        this.stage = stage;
        this.scheduler = scheduler;
        this.processes = processes;
    }

    /** A process has been started, in the place of the one before it. */
    void join(VirtualProcess process) {
        givenUp.remove(process.member());
        if (leader == Stage.OUTSIDE) {
            elect();
        } else {
            makeKnown(process);
        }
    }

    /** Returns whether a process is alive, and no other has its place. */
    boolean has(VirtualProcess process) {
        return process.isAlive()
                && processes[process.member()] == process
                && !hasGivenUp(process.member());
    }

    /** Returns whether a node was given up, and has not been started again. */
    boolean hasGivenUp(int member) {
        return givenUp.contains(member);
    }

    /** The others take a node for lost. If it led them, {@link #replaceLeader} is to be called. */
    void exclude(int member) {
        givenUp.add(member);
    }

    /** Another one leads if that node did. */
    void replaceLeader(int member) {
        if (leader == member) {
            elect();
        }
    }

    /** The others do without a process which may still be there. */
    void giveUp(VirtualProcess process) {
        exclude(process.member());
        makeUnknown(process);
        replaceLeader(process.member());
    }

    /**
     * Whoever has the directory learns of a worker host some time. Nobody else needs to, and an
     * actor that few watch ends in the same order each time.
     */
    private void makeKnown(VirtualProcess process) {
        scheduler.after(
                scheduler.choose(UNTIL_KNOWN),
                () -> {
                    ActorRef<WorkerHost.Command> host = process.host();
                    if (has(process) && host != null && leader != Stage.OUTSIDE) {
                        stage.system(leader)
                                .receptionist()
                                .tell(Receptionist.register(WorkerHost.KEY, host));
                    }
                });
    }

    private void makeUnknown(VirtualProcess process) {
        ActorRef<WorkerHost.Command> host = process.host();
        if (host != null && leader != Stage.OUTSIDE) {
            stage.system(leader).receptionist().tell(Receptionist.deregister(WorkerHost.KEY, host));
        }
    }

    /** The next one leads, once nothing is left of the directory of the one that does. */
    void handOver() {
        VirtualProcess leading = leader();
        if (leading != null && has(leading)) {
            leading.stopDirectory(
                    () -> scheduler.after(scheduler.choose(UNTIL_KNOWN), () -> replace(leading)));
        }
    }

    private void replace(VirtualProcess leading) {
        if (leader == leading.member() && has(leading)) {
            elect(leader + 1);
        }
    }

    private void elect() {
        elect(0);
    }

    /** The first one that can leads, counted from {@code first} on, round and round. */
    private void elect(int first) {
        leader = Stage.OUTSIDE;
        for (int i = 0; i < processes.length; i++) {
            VirtualProcess process = processes[(first + i) % processes.length];
            if (leader == Stage.OUTSIDE && process != null && has(process)) {
                leader = process.member();
                process.startDirectory();
            }
        }
        for (VirtualProcess process : processes) {
            if (process != null && has(process)) {
                makeKnown(process);
            } else if (process != null) {
                makeUnknown(process);
            }
        }
    }

    /** Returns who has the directory of jobs, null if nobody can. */
    @Nullable VirtualProcess leader() {
        return leader == Stage.OUTSIDE ? null : processes[leader];
    }

    /** Returns the directory of jobs, null while there is none. */
    @Nullable ActorRef<JobDirectory.Command> directory() {
        VirtualProcess leading = leader();
        return leading == null ? null : leading.directory();
    }
}
