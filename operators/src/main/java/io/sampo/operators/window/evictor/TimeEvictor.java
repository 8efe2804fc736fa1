/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window.evictor;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.function.TimestampedValue;
import java.time.Duration;

/**
 * Keeps the records whose event time is less than so much before the latest one in the window
 * (SEMANTICS rule 34).
 */
public final class TimeEvictor extends SidedEvictor<Object> {
    private static final long serialVersionUID = 1L;

    private final long millis;

    private TimeEvictor(long millis, boolean after) {
        super(after);
        this.millis = millis;
    }

    /**
     * Returns an evictor that keeps the last {@code duration} for the window's function. Records
     * need timestamps, in windows of processing time, too.
     */
    public static TimeEvictor of(Duration duration) {
        return of(duration, false);
    }

    /**
     * Returns an evictor that keeps the last {@code duration}.
     *
     * @param after whether it evicts after the function, which sees all, instead of before it
     */
    public static TimeEvictor of(Duration duration, boolean after) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException(
                    "The duration of a time evictor must not be negative: duration=" + duration);
        }
        return new TimeEvictor(duration.toMillis(), after);
    }

    @Override
    void evict(Iterable<TimestampedValue<Object>> elements, int size) {
        long latest = Long.MIN_VALUE;
        for (TimestampedValue<Object> element : elements) {
            check(element);
            latest = Math.max(latest, element.timestamp());
        }
        // The lowest timestamp is no timestamp, so nothing is as early as that.
        long last = latest < Long.MIN_VALUE + millis ? Long.MIN_VALUE : latest - millis;
        for (var oldest = elements.iterator(); oldest.hasNext(); ) {
            if (oldest.next().timestamp() <= last) {
                oldest.remove();
            }
        }
    }

    private void check(TimestampedValue<Object> element) {
        if (!element.hasTimestamp()) {
            throw new StreamException(
                    ErrorCode.INVALID_PROGRAM,
                    "A record without a timestamp came to a time evictor: evictor="
                            + this
                            + ". Give the source (or the stream, by assignTimestampsAndWatermarks) a"
                            + " watermark strategy with a timestamp assigner, or use another"
                            + " evictor.");
        }
    }

    @Override
    public String toString() {
        return "TimeEvictor(" + Duration.ofMillis(millis) + side() + ")";
    }
}
