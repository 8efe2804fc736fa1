/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window;

import io.sampo.operators.window.internal.EventTimes;
import java.time.Duration;
import java.util.List;

/**
 * Windows that begin together and grow: one for each step up to the full size, then the next ones
 * begin. For results so far, such as those of the day at every hour. By event time.
 *
 * @param maxSizeMillis how long the longest is, a multiple of the step
 * @param stepMillis how long the shortest is, and by how much each is longer than the one before
 * @param offsetMillis where they begin, relative to 1970-01-01T00:00Z
 */
public record CumulatingEventTimeWindows(long maxSizeMillis, long stepMillis, long offsetMillis)
        implements EventTimeAssigner<Object> {

    /** Checks size, step and offset. */
    public CumulatingEventTimeWindows {
        WindowSizes.checkCumulating(maxSizeMillis, stepMillis, offsetMillis);
    }

    /** Returns windows which begin at multiples of the size. */
    public static CumulatingEventTimeWindows of(Duration maxSize, Duration step) {
        return of(maxSize, step, Duration.ZERO);
    }

    /** Returns windows moved by an offset. */
    public static CumulatingEventTimeWindows of(Duration maxSize, Duration step, Duration offset) {
        return new CumulatingEventTimeWindows(
                WindowSizes.millis("maxSize", maxSize),
                WindowSizes.millis("step", step),
                WindowSizes.millis("offset", offset));
    }

    @Override
    public List<TimeWindow> assign(Object record, long timestamp, long processingTime) {
        EventTimes.check(timestamp);
        return TimeWindow.cumulating(timestamp, offsetMillis, maxSizeMillis, stepMillis);
    }
}
