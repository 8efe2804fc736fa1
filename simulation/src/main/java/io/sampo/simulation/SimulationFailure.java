/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A simulation showed something wrong. The message names the seed, which brings the same history
 * back, the faults that it takes, and what happened.
 */
public final class SimulationFailure extends AssertionError {
    private static final long serialVersionUID = 1L;

    private final String what;
    private final long seed;
    private final List<Fault> faults;
    private final List<String> timeline;

    SimulationFailure(
            String what,
            long seed,
            List<Fault> faults,
            List<String> timeline,
            @Nullable Throwable cause) {
        this(what, seed, faults, faults.size(), timeline, cause);
    }

    private SimulationFailure(
            String what,
            long seed,
            List<Fault> faults,
            int given,
            List<String> timeline,
            @Nullable Throwable cause) {
        super(message(what, seed, faults, given, timeline), cause);
        this.what = what;
        this.seed = seed;
        this.faults = List.copyOf(faults);
        this.timeline = List.copyOf(timeline);
    }

    private static String message(
            String what, long seed, List<Fault> faults, int given, List<String> timeline) {
        return what
                + "\nseed "
                + seed
                + (faults.isEmpty() ? ", with none of " : ", with these of ")
                + given
                + " faults"
                + (faults.isEmpty() ? "" : ": ")
                + faults.stream().map(Fault::toString).collect(Collectors.joining(", "))
                + "\n"
                + String.join("\n", timeline);
    }

    /** Returns the same, as what is left of more faults. */
    SimulationFailure outOf(int given) {
        SimulationFailure shrunk =
                new SimulationFailure(what, seed, faults, given, timeline, getCause());
        shrunk.setStackTrace(getStackTrace());
        return shrunk;
    }

    /** Returns what was wrong, without the seed and the history. */
    public String what() {
        return what;
    }

    /** Returns the seed of the history. */
    public long seed() {
        return seed;
    }

    /** Returns the faults that it takes. */
    public List<Fault> faults() {
        return faults;
    }

    /** Returns what happened, a line each. */
    public List<String> timeline() {
        return timeline;
    }
}
