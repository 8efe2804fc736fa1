/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A simulation showed something wrong. The message names the seed, which brings back the same
 * history, the faults that it takes, and what happened.
 */
public final class SimulationFailure extends AssertionError {
    private static final long serialVersionUID = 1L;

    private final String what;
    private final long seed;
    private final List<String> timeline;

    SimulationFailure(String what, long seed, List<String> timeline, @Nullable Throwable cause) {
        super(what + ": seed=" + seed + "\n" + String.join("\n", timeline), cause);
        this.what = what;
        this.seed = seed;
        this.timeline = List.copyOf(timeline);
    }

    /** Returns what was wrong, without the seed and the history. */
    public String what() {
        return what;
    }

    /** Returns the seed of the history. */
    public long seed() {
        return seed;
    }

    /** Returns what happened, a line each. */
    public List<String> timeline() {
        return timeline;
    }
}
