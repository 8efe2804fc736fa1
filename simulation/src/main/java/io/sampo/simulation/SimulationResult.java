/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation;

import io.sampo.core.io.FileStore;
import java.time.Duration;
import java.util.List;

/** How a simulated job went, once it has finished. */
public interface SimulationResult {
    /** Returns the seed of this history. */
    long seed();

    /**
     * Returns what was committed to an output of {@link SimulatedWorld}, in no particular order.
     *
     * @throws IllegalArgumentException if the job has no output of that name, naming those that it
     *     has
     */
    <T> List<T> output(String name);

    /**
     * Returns a store of {@link SimulatedWorld} as the job left it.
     *
     * @throws IllegalArgumentException if the job has none of that name, naming those that it has
     */
    @SuppressWarnings("TypeParameterUnusedInFormals") // the test knows what the job has made
    <T> T store(String name);

    /** Returns the disk as the job left it. */
    FileStore files();

    /** Returns how much virtual time passed. */
    Duration elapsed();

    /** Returns how many times the process was started. */
    int starts();

    /** Returns what happened, a line each, with the virtual time. */
    List<String> timeline();

    /** Returns a number that another run of the same job and seed must have, too. */
    long traceHash();
}
