/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.heap;

import io.sampo.core.time.Clock;

/**
 * Makes the thread that writes a snapshot rest as long as it works, a little at a time. Where all
 * cores are busy the system lets such a thread have one for some milliseconds, and the records of a
 * subtask wait for as long (docs/design/0021). Very large state is written without rest from some
 * time on: else checkpoints would become too old.
 */
final class Pace {
    private static final long LONGEST_WORK_NANOS = 50_000;

    /** What the work took may be mostly a wait, for the disk or for a core. */
    private static final long LONGEST_REST_NANOS = 4 * LONGEST_WORK_NANOS;

    private static final long MOST_REST_NANOS = 2_000_000_000;

    /** Reading the clock for each row would be a good part of writing it. */
    private static final int ROWS_BETWEEN_LOOKS = 64;

    private final Clock clock;
    private boolean hurried;
    private long workingSince;
    private long rested;
    private int rows;

    /**
     * Begins to work.
     *
     * @param hurried whether it is not to rest
     */
    Pace(Clock clock, boolean hurried) {
        this.clock = clock;
        this.hurried = hurried;
        workingSince = clock.nanoTime();
    }

    /** Is called for each row; rests if it is time to. */
    void row() {
        if (hurried || ++rows % ROWS_BETWEEN_LOOKS != 0) {
            return;
        }
        long now = clock.nanoTime();
        long worked = now - workingSince;
        if (worked >= LONGEST_WORK_NANOS) {
            clock.rest(Math.min(worked, LONGEST_REST_NANOS));
            workingSince = clock.nanoTime();
            rested += workingSince - now;
            hurried = rested >= MOST_REST_NANOS;
        }
    }
}
