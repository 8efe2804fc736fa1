/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window;

import io.sampo.operators.window.internal.EventTimes;
import java.time.Duration;
import java.util.List;

/**
 * Windows of one size that follow each other, by event time.
 *
 * @param sizeMillis how long each is
 * @param offsetMillis where they begin, relative to 1970-01-01T00:00Z
 */
public record TumblingEventTimeWindows(long sizeMillis, long offsetMillis)
        implements EventTimeAssigner<Object> {

    /** Checks size and offset. */
    public TumblingEventTimeWindows {
        WindowSizes.checkTumbling(sizeMillis, offsetMillis);
    }

    /** Returns windows of that size which begin at multiples of it. */
    public static TumblingEventTimeWindows of(Duration size) {
        return of(size, Duration.ZERO);
    }

    /**
     * Returns windows of that size, moved by an offset: days of UTC+2 have an offset of minus 2
     * hours.
     */
    public static TumblingEventTimeWindows of(Duration size, Duration offset) {
        return new TumblingEventTimeWindows(
                WindowSizes.millis("size", size), WindowSizes.millis("offset", offset));
    }

    @Override
    public List<TimeWindow> assign(Object record, long timestamp, long processingTime) {
        EventTimes.check(timestamp);
        long start = TimeWindow.startOf(timestamp, offsetMillis, sizeMillis);
        return List.of(new TimeWindow(start, start + sizeMillis));
    }
}
