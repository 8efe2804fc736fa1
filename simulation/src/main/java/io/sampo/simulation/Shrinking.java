/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the fewest faults with which a simulation still fails, leaving out one after the other:
 * first halves, then quarters and so on (after Zeller's delta debugging).
 */
final class Shrinking {
    private static final int MOST_RUNS = 60;

    private final Consumer<List<Fault>> run;
    private final int given;
    private List<Fault> faults;
    private int runs;

    Shrinking(Consumer<List<Fault>> run, List<Fault> faults) {
        this.run = run;
        this.faults = faults;
        this.given = faults.size();
    }

    /** Returns the failure with the fewest faults that were found. */
    SimulationFailure shrink(SimulationFailure first) {
        SimulationFailure smallest = first;
        int chunk = Math.max(1, faults.size() / 2);
        while (!faults.isEmpty() && runs < MOST_RUNS) {
            SimulationFailure smaller = withoutAny(chunk);
            if (smaller != null) {
                smallest = smaller;
                chunk = Math.max(1, Math.min(chunk, faults.size() / 2));
            } else if (chunk == 1) {
                break;
            } else {
                chunk /= 2;
            }
        }
        return smallest.outOf(given);
    }

    /** Returns how it fails without {@code chunk} of the faults, null if it needs all of them. */
    private @Nullable SimulationFailure withoutAny(int chunk) {
        for (int from = 0; from < faults.size() && runs < MOST_RUNS; from += chunk) {
            List<Fault> fewer = new ArrayList<>(faults);
            fewer.subList(from, Math.min(faults.size(), from + chunk)).clear();
            runs++;
            try {
                run.accept(List.copyOf(fewer));
            } catch (SimulationFailure failure) {
                faults = fewer;
                return failure;
            }
        }
        return null;
    }
}
