/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation.catalogue;

import io.sampo.simulation.SimulatedJob;
import io.sampo.simulation.SimulationResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A job of which it is known what comes out, whatever goes wrong meanwhile.
 *
 * @param job the job
 * @param expected what must have been committed
 * @param actual finds out what was
 */
public record KnownJob(SimulatedJob job, List<String> expected, Actual actual) {
    /** The output to which most jobs write. */
    static final String OUTPUT = "results";

    /** Finds what a job has committed. */
    @FunctionalInterface
    public interface Actual {
        /** Returns it, in any order. */
        Collection<String> in(SimulationResult result);
    }

    /** Creates a job that writes to {@link #OUTPUT}. */
    static KnownJob of(SimulatedJob job, List<String> expected) {
        return new KnownJob(job, expected, result -> result.output(OUTPUT));
    }

    /**
     * Compares.
     *
     * @throws AssertionError naming what is missing and what is too much
     */
    public void check(SimulationResult result) {
        List<String> missing = new ArrayList<>(expected);
        List<String> tooMuch = new ArrayList<>();
        for (String line : actual.in(result)) {
            if (!missing.remove(line)) {
                tooMuch.add(line);
            }
        }
        if (!missing.isEmpty() || !tooMuch.isEmpty()) {
            throw new AssertionError(
                    "The output is not what it must be: missing="
                            + missing
                            + " tooMuch="
                            + tooMuch);
        }
    }
}
