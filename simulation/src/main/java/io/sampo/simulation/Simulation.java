/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation;

import java.util.List;
import java.util.Random;

/**
 * Runs a whole job in one thread under a seed, with the engine's own code on virtual time, while
 * the process crashes, the disk fails and subtasks stand still. The same seed gives the same
 * history, step by step; so a failure that one run in a thousand shows can be looked at as often as
 * you like.
 *
 * <pre>{@code
 * SimulationResult result =
 *         Simulation.of((environment, world) -> ...).seed(42).faults(Faults.crashes()).run();
 * assertThat(result.output("sums")).containsExactlyInAnyOrder(...);
 * }</pre>
 *
 * The method of testing is known as deterministic simulation. Several simulations may run side by
 * side in threads of their own.
 */
public final class Simulation {
    private final SimulatedJob job;
    private final long seed;
    private final Faults faults;

    private Simulation(SimulatedJob job, long seed, Faults faults) {
        this.job = job;
        this.seed = seed;
        this.faults = faults;
    }

    /** Returns the simulation of a job, under seed 1 and without faults. */
    public static Simulation of(SimulatedJob job) {
        return new Simulation(job, 1, Faults.none());
    }

    /** Returns the simulation under another seed. */
    public Simulation seed(long newSeed) {
        return new Simulation(job, newSeed, faults);
    }

    /** Returns the simulation with faults. */
    public Simulation faults(Faults newFaults) {
        return new Simulation(job, seed, newFaults);
    }

    /**
     * Lets the job run to its end.
     *
     * @throws SimulationFailure if it fails, or stands still, or does not come to its end
     */
    public SimulationResult run() {
        List<Fault> schedule = faults.schedule(new Random(seed));
        return History.run(job, seed, schedule);
    }
}
