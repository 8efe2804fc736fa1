/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.metric;

import io.sampo.core.time.Clock;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts events, and tells how many there were a second during the last minute. One thread writes,
 * that of the subtask; any thread may read. Begins anew with each attempt of a job.
 */
public final class Meter {
    private static final int WINDOW_SECONDS = 60;
    private static final long NANOS = 1_000_000_000;

    /** More than a minute, so that nothing is overwritten that is being read. */
    private static final int SLOTS = 128;

    private final Clock clock;
    private final long startNanos;
    private final Counter count = new Counter();

    /** How many events there had been when a second began; its place is its number. */
    private final AtomicLongArray before = new AtomicLongArray(SLOTS);

    /** The last second that {@link #before} knows; seconds begin with the meter. */
    private final AtomicLong last = new AtomicLong();

    Meter(Clock clock) {
        this.clock = clock;
        startNanos = clock.nanoTime();
    }

    /** One event happened. */
    public void markEvent() {
        markEvents(1);
    }

    /** So many events happened. */
    public void markEvents(long events) {
        long now = second();
        long known = last.getPlain();
        if (now > known) {
            long begin = Math.max(known + 1, now - WINDOW_SECONDS);
            for (long second = begin; second <= now; second++) {
                before.lazySet((int) (second % SLOTS), count.value());
            }
            last.lazySet(now);
        }
        count.add(events);
    }

    /** Returns how many events there were. */
    public long count() {
        return count.value();
    }

    /** Returns events for each second of the last minute, or since the meter was made. */
    public double perSecond() {
        long now = second();
        long from = Math.max(0, now - WINDOW_SECONDS);
        if (from > last.get()) {
            return 0;
        }
        double seconds = Math.max(NANOS, clock.nanoTime() - startNanos - from * NANOS) / 1e9;
        return (count.value() - before.get((int) (from % SLOTS))) / seconds;
    }

    private long second() {
        return (clock.nanoTime() - startNanos) / NANOS;
    }
}
