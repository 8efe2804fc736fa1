/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.testkit.SimulatedFiles;
import io.sampo.simulation.node.Stage;
import io.sampo.simulation.schedule.VirtualScheduler;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** Lets the faults of one history happen. */
final class FaultInjector {
    private final World world;
    private final VirtualScheduler scheduler;
    private final Consumer<Fault> ofProcesses;

    /** What waits for a subtask to look at the time. */
    private final Deque<Fault> armed = new ArrayDeque<>();

    /**
     * Plans the faults.
     *
     * @param ofProcesses lets those happen that are of processes and what is between them
     */
    FaultInjector(
            World world,
            VirtualScheduler scheduler,
            List<Fault> faults,
            Consumer<Fault> ofProcesses) {
        this.world = world;
        this.scheduler = scheduler;
        this.ofProcesses = ofProcesses;
        scheduler.whenTimeIsAsked(this::strike);
        for (Fault fault : faults) {
            scheduler.after(fault.at().toNanos(), () -> inject(fault));
        }
    }

    private void inject(Fault fault) {
        world.note("fault: " + fault.kind() + " " + fault.size());
        SimulatedFiles disk = world.disk();
        switch (fault.kind()) {
            case STORAGE_FAILURE -> disk.breakAfter(0, fault.size(), ErrorCode.EXTERNAL_IO);
            case HALF_FAILURE -> disk.failAfterwards(fault.size());
            case FULL_STORAGE -> world.fill(fault.duration());
            case SLOW_STORAGE -> world.slowDown(fault.size());
            case SUBTASK_FAILURE, PAUSE -> armed.add(fault);
            case DAMAGE -> {
                world.checkpoints().damage(fault.size());
                ofProcesses.accept(new Fault(Fault.Kind.CRASH, fault.at(), 1));
            }
            case CRASH,
                    STORAGE_CRASH,
                    NODE_CRASH,
                    NODE_PAUSE,
                    PARTITION,
                    CONNECTION_LOSS,
                    PACKET_LOSS,
                    CLOCK_JUMP,
                    LATE_MESSAGES,
                    LOST_MESSAGES,
                    FULL_NODE,
                    HAND_OVER ->
                    ofProcesses.accept(fault);
        }
    }

    private void strike() {
        if (armed.isEmpty() || !Stage.isSubtask()) {
            return;
        }
        Fault fault = armed.remove();
        if (fault.kind() == Fault.Kind.PAUSE) {
            scheduler.sleep(Duration.ofMillis(fault.size()));
        } else {
            throw new StreamException(
                    ErrorCode.EXTERNAL_IO, "The simulation lets this subtask fail");
        }
    }
}
