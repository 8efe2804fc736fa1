/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation;

import io.sampo.simulation.schedule.LogMark;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Runs a whole job under a seed, with the engine's own code on virtual time, while its process
 * crashes, its disk fails and its subtasks stand still. The same seed gives the same history, step
 * by step; so a failure that one run in a thousand shows can be looked at as often as you like.
 *
 * <pre>{@code
 * Simulation.of(
 *                 (environment, world) ->
 *                         environment
 *                                 .fromSource(world.paced(orders()), watermarks(), "orders")
 *                                 .keyBy(Order::customer)
 *                                 .count()
 *                                 .name("count")
 *                                 .sinkTo(world.output("counts"))
 *                                 .name("counts"))
 *         .seed(42)
 *         .faults(Faults.everything())
 *         .check(result -> assertThat(result.output("counts")).containsExactlyInAnyOrder(...))
 *         .run();
 * }</pre>
 *
 * A failure names the seed and the fewest faults that it takes. The method is known as
 * deterministic simulation testing. Several simulations may run side by side, each in a thread of
 * its own.
 *
 * <p>The engine warns of faults as ever. What is logged in a simulation has {@code
 * sampo.simulation=true} in its context (SLF4J's {@code MDC}), so that a test's logging can leave
 * it out, and keep what is logged elsewhere. For Logback, in {@code logback-test.xml}:
 *
 * <pre>{@code
 * <turboFilter class="ch.qos.logback.classic.turbo.MDCFilter">
 *   <MDCKey>sampo.simulation</MDCKey>
 *   <Value>true</Value>
 *   <OnMatch>DENY</OnMatch>
 * </turboFilter>
 * }</pre>
 */
public final class Simulation {
    private final SimulatedJob job;
    private final int nodes;
    private final long seed;
    private final Faults faults;
    private final Consumer<SimulationResult> check;

    private Simulation(
            SimulatedJob job,
            int nodes,
            long seed,
            Faults faults,
            Consumer<SimulationResult> check) {
        this.job = job;
        this.nodes = nodes;
        this.seed = seed;
        this.faults = faults;
        this.check = check;
    }

    /** Returns the simulation of a job, under seed 1, without faults and checks. */
    public static Simulation of(SimulatedJob job) {
        return new Simulation(job, 1, 1, Faults.none(), result -> {});
    }

    /**
     * Returns the simulation on several nodes, each with a process of its own: with the engine's
     * directory of jobs, workers and network, and as many subtasks of an operator as there are
     * nodes. One node is the job in one process, as a program runs it.
     */
    public Simulation nodes(int newNodes) {
        if (newNodes < 1) {
            throw new IllegalArgumentException("At least one node: nodes=" + newNodes);
        }
        return new Simulation(job, newNodes, seed, faults, check);
    }

    /** Returns the simulation under another seed. */
    public Simulation seed(long newSeed) {
        return new Simulation(job, nodes, newSeed, faults, check);
    }

    /** Returns the simulation with faults. */
    public Simulation faults(Faults newFaults) {
        return new Simulation(job, nodes, seed, newFaults, check);
    }

    /**
     * Returns the simulation with a check of its result, which throws an {@link AssertionError} if
     * that is wrong.
     */
    public Simulation check(Consumer<SimulationResult> newCheck) {
        return new Simulation(job, nodes, seed, faults, newCheck);
    }

    /**
     * Lets the job run to its end, and checks the result.
     *
     * @throws SimulationFailure if the job fails, or stands still, or does not come to its end, or
     *     if its result is wrong
     */
    public SimulationResult run() {
        List<Fault> schedule = faults.schedule(new Random(seed));
        try {
            return run(schedule);
        } catch (SimulationFailure failure) {
            throw new Shrinking(this::run, schedule).shrink(failure);
        }
    }

    private SimulationResult run(List<Fault> schedule) {
        SimulationResult result =
                LogMark.during(
                        () ->
                                nodes == 1
                                        ? runToTheEnd(schedule)
                                        : new ClusterRun(job, nodes, seed, schedule).run());
        try {
            check.accept(result);
        } catch (AssertionError | RuntimeException wrong) {
            // A check may fail to read what is wrong.
            String what = wrong instanceof AssertionError ? wrong.getMessage() : wrong.toString();
            throw new SimulationFailure(
                    String.valueOf(what), seed, schedule, result.timeline(), wrong);
        }
        return result;
    }

    @SuppressWarnings("resource") // not closed after a failure
    private SimulationResult runToTheEnd(List<Fault> schedule) {
        JobRun run = new JobRun(job, seed, schedule);
        run.start();
        run.await(() -> run.isOver() || run.isDead());
        while (run.isDead() || run.startsAgainAfterDamage()) {
            if (run.isDead()) {
                run.replaceProcess();
            }
            run.await(() -> run.isOver() || run.isDead());
        }
        run.checkFinished();
        SimulationResult result = run.result();
        run.close();
        return result;
    }
}
