/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.source.internal;

import io.sampo.core.element.Watermark;
import io.sampo.operators.chain.OperatorContext;
import io.sampo.operators.watermark.WatermarkAlignment;

/**
 * Keeps one subtask of a source in step with its group (SEMANTICS rule 18): tells how far it is,
 * and is told how far it may read. Until it is told anything, that is up to its first watermark.
 */
final class SourceAlignment {
    private final OperatorContext context;
    private final long intervalMillis;
    private final Runnable readOn;

    private long position = Watermark.MIN;
    private long reported = Watermark.MIN;
    private boolean idle;
    private boolean splitWaits;

    /** Also read for metrics, by any thread. */
    private volatile long limit = Watermark.MIN;

    /**
     * Creates it for a source that has read nothing.
     *
     * @param readOn makes the reader look for records again
     */
    SourceAlignment(OperatorContext context, WatermarkAlignment settings, Runnable readOn) {
        this.context = context;
        this.intervalMillis = settings.updateInterval().toMillis();
        this.readOn = readOn;
        context.metrics().gauge("alignmentLimit", () -> limit);
    }

    /**
     * Begins.
     *
     * @param restored the watermark in the checkpoint, {@code Long.MIN_VALUE} at a new start
     */
    void start(long restored) {
        moved(restored, false);
        scheduleReport();
    }

    private void scheduleReport() {
        long next = context.clock().currentTimeMillis() + intervalMillis;
        context.schedule(
                next,
                time -> {
                    report();
                    scheduleReport();
                });
    }

    /** The subtask has come to this watermark and status. */
    void moved(long watermark, boolean isIdle) {
        position = watermark;
        idle = isIdle;
        if (reported == Watermark.MIN || place() < reported) {
            // Others wait for the first one, and must not run away from one that comes back.
            report();
        }
        readOnIfSplitWaited();
    }

    /** Event time has ended: this subtask holds back nobody any more. */
    void ended() {
        position = Watermark.MAX;
        report();
    }

    private void report() {
        long now = place();
        if (now != reported) {
            reported = now;
            context.reportWatermark(now);
        }
    }

    private long place() {
        return idle ? Watermark.MAX : position;
    }

    /** The group has come so far that this source may read up to the timestamp. */
    void limit(long timestamp) {
        boolean paused = isPaused();
        limit = timestamp;
        if (paused && !isPaused()) {
            readOn.run();
        } else {
            readOnIfSplitWaited();
        }
    }

    /** A split that was asked about may not be ahead any more. */
    private void readOnIfSplitWaited() {
        if (splitWaits) {
            splitWaits = false;
            readOn.run();
        }
    }

    /** Returns whether the subtask is to read nothing. On the path of every record. */
    boolean isPaused() {
        return position > limit && !idle;
    }

    /**
     * Returns whether a split is to be left alone until the reader is polled again.
     *
     * @param watermark of the split
     * @param lowest watermark of the splits of the subtask: that one is never too far ahead of
     *     itself, even if the subtask's own is held back for splits that nobody reads yet
     */
    boolean isAhead(long watermark, long lowest) {
        boolean ahead = watermark > limit && watermark > lowest;
        splitWaits |= ahead;
        return ahead;
    }
}
