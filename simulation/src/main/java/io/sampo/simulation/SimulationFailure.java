/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A simulation showed something wrong. The message names the seed, which brings the same history
 * back, and the faults that it takes; then it tells what happened; and at its end, which may be
 * long, what was wrong.
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
        this(what, seed, faults, timeline, ofFaults(seed, faults, faults.size()), cause);
    }

    private SimulationFailure(
            String what,
            long seed,
            List<Fault> faults,
            List<String> timeline,
            String beginning,
            @Nullable Throwable cause) {
        super(beginning + String.join("\n", timeline) + "\n" + what, cause);
        this.what = what;
        this.seed = seed;
        this.faults = List.copyOf(faults);
        this.timeline = List.copyOf(timeline);
    }

    private static String ofFaults(long seed, List<Fault> faults, int given) {
        return "seed "
                + seed
                + (faults.isEmpty() ? ", with none of " : ", with these of ")
                + given
                + " faults"
                + (faults.isEmpty() ? "" : ": ")
                + faults.stream().map(Fault::toString).collect(Collectors.joining(", "))
                + "\n";
    }

    /**
     * Returns the same, as what is left of more faults.
     *
     * @param given how many there were
     */
    SimulationFailure outOf(int given) {
        String again =
                "again in a test: .seed("
                        + seed
                        + "), or @SimulatedSeeds(value = 1, from = "
                        + seed
                        + ")\n";
        SimulationFailure shrunk =
                new SimulationFailure(
                        what,
                        seed,
                        faults,
                        timeline,
                        ofFaults(seed, faults, given) + again,
                        getCause());
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
