/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.time;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that moves only when told, for tests. Safe to read and move from any thread. */
public final class ManualClock implements Clock {
    private static final long NANOS_PER_MILLI = 1_000_000L;

    private final AtomicLong nanos;

    /** Creates a clock that shows {@code startMillis} until it is moved. */
    public ManualClock(long startMillis) {
        nanos = new AtomicLong(startMillis * NANOS_PER_MILLI);
    }

    @Override
    public long currentTimeMillis() {
        return Math.floorDiv(nanos.get(), NANOS_PER_MILLI);
    }

    @Override
    public long nanoTime() {
        return nanos.get();
    }

    /** Moves the clock forward by {@code step}. */
    public void advance(Duration step) {
        if (step.isNegative()) {
            throw new IllegalArgumentException("A clock moves forward only: step=" + step);
        }
        nanos.addAndGet(step.toNanos());
    }
}
