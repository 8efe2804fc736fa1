/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.subtask;

import io.sampo.core.element.Watermark;
import io.sampo.core.metric.Counter;
import io.sampo.core.metric.MetricGroup;
import io.sampo.core.time.Clock;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a subtask shows of its work, under the name of its chain: {@code recordsIn}, {@code
 * recordsOut}, {@code busyNanos}, {@code backPressuredNanos} and {@code watermark}. Written by the
 * subtask, read by any thread.
 */
final class SubtaskFigures {
    /** Of {@link #blockedSince}: no channel waits. */
    private static final long NOT_BLOCKED = Long.MIN_VALUE;

    private final Clock clock;
    private final TimedWait waits;
    private final Counter recordsIn;
    private final Counter recordsOut;
    private final Counter busyNanos;
    private final AtomicLong backPressuredNanos = new AtomicLong();
    private final AtomicLong blockedSince = new AtomicLong(NOT_BLOCKED);
    private final AtomicLong watermark = new AtomicLong(Watermark.MIN);
    private long recordsInBefore;
    private long recordsOutBefore;
    private long waitedBefore;

    /**
     * Registers the figures.
     *
     * @param waits those that a {@code collect} has to make
     * @param isSource a source has no input, and counts what it reads itself
     */
    SubtaskFigures(MetricGroup metrics, Clock clock, TimedWait waits, boolean isSource) {
        this.clock = clock;
        this.waits = waits;
        recordsOut = metrics.counter("recordsOut");
        busyNanos = metrics.counter("busyNanos");
        metrics.gauge("backPressuredNanos", this::backPressuredNanos);
        if (isSource) {
            recordsIn = new Counter();
        } else {
            recordsIn = metrics.counter("recordsIn");
            metrics.gauge("watermark", watermark::get);
        }
    }

    /** With the wait that goes on. */
    private long backPressuredNanos() {
        long since = blockedSince.get();
        long before = backPressuredNanos.get();
        return since == NOT_BLOCKED ? before : before + Math.max(0, clock.nanoTime() - since);
    }

    /** A turn begins, and nothing waits for credit. */
    void unblocked(long nowNanos) {
        long since = blockedSince.getPlain();
        if (since != NOT_BLOCKED) {
            addBackPressure(nowNanos - since);
            blockedSince.lazySet(NOT_BLOCKED);
        }
    }

    /** A turn can do nothing, since something waits for credit. */
    void blocked(long nowNanos) {
        if (blockedSince.getPlain() == NOT_BLOCKED) {
            blockedSince.lazySet(nowNanos);
        }
    }

    /**
     * A turn has done something.
     *
     * @param in how many records have come in since the subtask began
     * @param out how many have gone out
     */
    void worked(long beginNanos, long in, long out) {
        long waited = waits.nanos() - waitedBefore;
        waitedBefore += waited;
        if (waited > 0) {
            addBackPressure(waited);
        }
        busyNanos.add(Math.max(0, clock.nanoTime() - beginNanos - waited));
        recordsIn.add(in - recordsInBefore);
        recordsInBefore = in;
        recordsOut.add(out - recordsOutBefore);
        recordsOutBefore = out;
    }

    private void addBackPressure(long nanos) {
        backPressuredNanos.lazySet(backPressuredNanos.getPlain() + nanos);
    }

    void watermark(long timestamp) {
        watermark.lazySet(timestamp);
    }
}
