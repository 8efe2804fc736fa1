/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation.cluster;

import io.sampo.simulation.node.Stage;
import io.sampo.simulation.schedule.VirtualScheduler;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Lets processes stand still, and cuts them off. One that is away for too long is given up by the
 * others; it does not know that, goes on when it is back, and is killed once it finds out.
 */
final class Absences {
    private static final Duration UNTIL_GIVEN_UP = Duration.ofMillis(1_200);
    private static final int UNTIL_NOTICED = 300_000_000;

    private final Stage stage;
    private final VirtualScheduler scheduler;
    private final VirtualNetwork network;
    private final Membership membership;
    private final Consumer<String> notes;
    private final Consumer<VirtualProcess> crash;
    private boolean over;

    /**
     * Nobody is away yet.
     *
     * @param notes told what happens
     * @param crash kills a process
     */
    Absences(
            Stage stage,
            VirtualScheduler scheduler,
            VirtualNetwork network,
            Membership membership,
            Consumer<String> notes,
            Consumer<VirtualProcess> crash) {
        this.stage = stage;
        this.scheduler = scheduler;
        this.network = network;
        this.membership = membership;
        this.notes = notes;
        this.crash = crash;
    }

    /** Lets a process stand still. */
    void pause(VirtualProcess process, Duration howLong) {
        if (membership.has(process) && !over) {
            stage.pause(process.member());
            process.standStill(howLong);
            giveUpAfterAWhile(process);
            scheduler.after(howLong.toNanos(), () -> wake(process));
        }
    }

    private void wake(VirtualProcess process) {
        if (process.isAlive() && process.mayGoOn()) {
            stage.resume(process.member());
            leaveIfGivenUp(process);
        }
    }

    /** Lets nothing through between a process and the others. */
    void part(VirtualProcess process, Duration howLong) {
        if (membership.has(process) && !over) {
            network.part(process.member());
            giveUpAfterAWhile(process);
            scheduler.after(
                    UNTIL_GIVEN_UP.toNanos() + scheduler.choose(UNTIL_NOTICED),
                    () -> noteMinority(process));
            scheduler.after(howLong.toNanos(), () -> join(process));
        }
    }

    private void join(VirtualProcess process) {
        if (over) {
            return;
        }
        network.join(process.member());
        if (!network.isApart(process.member())) {
            leaveIfGivenUp(process);
        }
    }

    private void noteMinority(VirtualProcess process) {
        if (membership.hasGivenUp(process.member())) {
            process.quorum(false);
        }
    }

    private void giveUpAfterAWhile(VirtualProcess process) {
        scheduler.after(
                UNTIL_GIVEN_UP.toNanos(),
                () -> {
                    if (membership.has(process) && isAway(process)) {
                        notes.accept("node " + process.member() + " is given up");
                        membership.giveUp(process);
                    }
                });
    }

    private boolean isAway(VirtualProcess process) {
        return stage.isPaused(process.member()) || network.isApart(process.member());
    }

    /** Who was given up finds out some time, and starts anew. */
    private void leaveIfGivenUp(VirtualProcess process) {
        if (membership.hasGivenUp(process.member())) {
            scheduler.after(scheduler.choose(UNTIL_NOTICED), () -> crash.accept(process));
        }
    }

    /** No more of this: the cluster ends. */
    void end() {
        over = true;
    }
}
