/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.time;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Permits something at most once in an interval, such as a line in the log. Thread-safe. */
public final class RateLimit {
    private final Clock clock;
    private final long intervalNanos;
    private final AtomicLong nextNanos;

    /** Creates one that permits the first at once. */
    public RateLimit(Clock clock, Duration interval) {
        this.clock = clock;
        intervalNanos = interval.toNanos();
        nextNanos = new AtomicLong(clock.nanoTime());
    }

    /** Returns whether it may happen now; if so, the next interval begins. */
    public boolean permits() {
        long now = clock.nanoTime();
        long next = nextNanos.get();
        return now - next >= 0 && nextNanos.compareAndSet(next, now + intervalNanos);
    }
}
