/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation;

import io.sampo.simulation.schedule.LogMark;
import java.time.Duration;
import java.util.List;

/**
 * Runs a whole job for a test that feeds it, looks at what it puts out, and decides what time it
 * is. The job runs as everywhere, with all its subtasks and checkpoints, but on virtual time and in
 * one thread: it does something only while a method of this class is running, always the same for
 * the same seed, and after the first one starts within milliseconds.
 *
 * <pre>{@code
 * try (JobTestKit kit =
 *         JobTestKit.start(
 *                 (environment, world) ->
 *                         world.<Order>input(environment, "orders")
 *                                 .keyBy(Order::customer)
 *                                 .window(TumblingEventTimeWindows.of(Duration.ofSeconds(10)))
 *                                 .aggregate(new Total())
 *                                 .name("totals")
 *                                 .sinkTo(world.output("totals"))
 *                                 .name("out"))) {
 *     kit.<Order>input("orders").send(new Order("ann", 5), 1_000).watermark(10_000);
 *     kit.process();
 *     assertThat(kit.<Long>output("totals")).containsExactly(5L);
 * }
 * }</pre>
 *
 * {@link JobTestKitExtension} starts and ends it around JUnit tests.
 *
 * <p>To be used by one thread. What is logged meanwhile is marked, as by {@link Simulation}. All
 * methods throw a {@link SimulationFailure} if the job fails for good or stands still.
 */
public final class JobTestKit implements AutoCloseable {
    private final JobRun run;
    private boolean failed;

    private JobTestKit(JobRun run) {
        this.run = run;
    }

    /** Starts a job. */
    public static JobTestKit start(SimulatedJob job) {
        return start(1, job);
    }

    /**
     * Starts a job.
     *
     * @param seed decides in which order things happen that may happen in any
     */
    public static JobTestKit start(long seed, SimulatedJob job) {
        JobTestKit kit = new JobTestKit(new JobRun(job, seed, List.of()));
        kit.guarded(kit.run::start);
        return kit;
    }

    /**
     * Returns an input of the job, which {@link SimulatedWorld#input} names.
     *
     * @throws IllegalArgumentException if the job has none of that name, naming those that it has
     */
    public <T> TestInput<T> input(String name) {
        return run.world().input(name);
    }

    /**
     * Returns what was committed to an output, in the order of the commits.
     *
     * @throws IllegalArgumentException if the job has none of that name, naming those that it has
     */
    public <T> List<T> output(String name) {
        return run.world().records(name);
    }

    /**
     * Returns a store of {@link SimulatedWorld} as it is now.
     *
     * @throws IllegalArgumentException if the job has none of that name, naming those that it has
     */
    @SuppressWarnings("TypeParameterUnusedInFormals") // the test knows what the job has made
    public <T> T store(String name) {
        return run.world().store(name);
    }

    /**
     * Lets the job process all that was sent, and commit what comes of that: until there is nothing
     * left to do, and two more checkpoints are complete. Some 100 ms of virtual time pass.
     */
    public void process() {
        guarded(
                () -> {
                    advanceUntilQuiet(Duration.ofMillis(20));
                    long before = run.lastCheckpoint();
                    run.await(() -> run.isOver() || run.lastCheckpoint() >= before + 2);
                    run.await(run.scheduler()::isQuiet);
                });
    }

    /** Lets time pass; what is due happens. */
    public void advanceTime(Duration step) {
        guarded(() -> advanceUntilQuiet(step));
    }

    private void advanceUntilQuiet(Duration step) {
        run.pass(step);
        run.await(run.scheduler()::isQuiet);
    }

    /**
     * Kills the process of the job, and starts it again: it goes on from its last checkpoint. What
     * was not made durable is lost, as if the power had failed.
     */
    public void crash() {
        guarded(
                () -> {
                    run.world().disk().failBefore(0);
                    run.replaceProcess();
                });
    }

    /** Ends all inputs, and lets the job run to its end. */
    public void finish() {
        guarded(
                () -> {
                    run.world().endInputs();
                    run.await(run::isOver);
                    run.checkFinished();
                });
    }

    private void guarded(Runnable step) {
        boolean done = false;
        try {
            LogMark.during(step);
            done = true;
        } finally {
            failed |= !done;
        }
    }

    /** Ends the job wherever it is. */
    @Override
    public void close() {
        if (!failed) {
            LogMark.during(
                    () -> {
                        run.cancel();
                        run.close();
                    });
        }
    }
}
