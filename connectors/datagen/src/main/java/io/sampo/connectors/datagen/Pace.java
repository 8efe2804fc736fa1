/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.datagen;

import java.time.Duration;

/**
 * When records are due: index i at {@code i / rate} after the start. Counted from the place where
 * this reader began, so that numbers stay small enough to be exact.
 */
final class Pace {
    private static final double NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

    private final double nanosPerRecord;
    private final long firstIndex;
    private final long firstNanos;

    /** Creates a pace by which {@code firstIndex} is due at {@code firstNanos}. */
    Pace(double ratePerSecond, long firstIndex, long firstNanos) {
        nanosPerRecord = NANOS_PER_SECOND / ratePerSecond;
        this.firstIndex = firstIndex;
        this.firstNanos = firstNanos;
    }

    /** Returns the lowest index that is not due yet. */
    long firstNotDue(long nowNanos) {
        double passed = nowNanos - firstNanos;
        return firstIndex + (long) (passed / nanosPerRecord) + 1;
    }

    /** Returns how long it takes until an index is due. */
    long nanosUntilDue(long index, long nowNanos) {
        double after = (index - firstIndex) * nanosPerRecord;
        return firstNanos + (long) Math.ceil(after) - nowNanos;
    }
}
