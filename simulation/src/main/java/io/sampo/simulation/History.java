/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation;

import io.sampo.operators.stream.JobStatus;
import io.sampo.simulation.node.Stage;
import io.sampo.simulation.schedule.VirtualScheduler;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One history as it comes about: the time and the world of a simulated job, and its faults. */
final class History implements AutoCloseable {
    private static final long MOST_STEPS = 500_000;

    private final long seed;
    private final List<Fault> faults;
    private final Supplier<JobStatus> status;
    private final Stage stage;
    private final VirtualScheduler scheduler;
    private final World world;
    private JobStatus shown = JobStatus.STARTING;

    /**
     * Begins.
     *
     * @param members how many actor systems it takes
     * @param status where the job is in its life
     * @param ofProcesses lets those faults happen that are of processes and what is between them
     */
    History(
            long seed,
            List<Fault> faults,
            int members,
            Supplier<JobStatus> status,
            Consumer<Fault> ofProcesses) {
        this.seed = seed;
        this.faults = faults;
        this.status = status;
        stage = Stage.take(members);
        scheduler = stage.begin(seed);
        world = new World(scheduler, seed);
        new FaultInjector(world, scheduler, faults, ofProcesses);
    }

    Stage stage() {
        return stage;
    }

    VirtualScheduler scheduler() {
        return scheduler;
    }

    World world() {
        return world;
    }

    /** Lets tasks run, and time pass, until something is so. */
    void await(BooleanSupplier condition) {
        VirtualScheduler.End end =
                scheduler.run(
                        () -> {
                            noteStatus();
                            return condition.getAsBoolean();
                        },
                        MOST_STEPS);
        world.finding()
                .ifPresent(
                        what -> {
                            throw failed(what, null);
                        });
        if (end == VirtualScheduler.End.TASK_FAILED) {
            throw failed("A task has thrown", scheduler.failure());
        }
        if (end == VirtualScheduler.End.NOTHING_LEFT) {
            throw failed("The job stands still, and nothing can ever happen any more", null);
        }
        if (end == VirtualScheduler.End.TOO_MANY_STEPS) {
            throw failed("The job does not come to its end", null);
        }
    }

    private void noteStatus() {
        JobStatus now = status.get();
        if (now != shown) {
            shown = now;
            world.note("the job is " + now);
        }
    }

    /** Returns a failure of this history. */
    SimulationFailure failed(String what, @Nullable Throwable cause) {
        String why = cause == null ? what : what + ": " + cause.getMessage();
        return new SimulationFailure(why, seed, faults, world.timeline(), cause);
    }

    SimulationResult result() {
        Duration elapsed = scheduler.elapsed();
        return new FinishedRun(
                seed, world, elapsed, world.starts(), world.timeline(), scheduler.traceHash());
    }

    /**
     * Gives the stage back, to be called when all is over; not after a failure, when something may
     * stand still in the middle of a task.
     *
     * @throws SimulationFailure if there still are actors
     */
    @Override
    public void close() {
        world.close();
        if (stage.actorsLeft() != 0) {
            throw failed("There are actors after the end: actors=" + stage.actorsLeft(), null);
        }
        stage.release();
    }
}
