/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window;

import java.time.Duration;
import java.util.List;

/**
 * Windows of one size that follow each other, by processing time.
 *
 * @param sizeMillis how long each is
 * @param offsetMillis where they begin, relative to 1970-01-01T00:00Z
 */
public record TumblingProcessingTimeWindows(long sizeMillis, long offsetMillis)
        implements ProcessingTimeAssigner<Object> {

    /** Checks size and offset. */
    public TumblingProcessingTimeWindows {
        WindowSizes.checkTumbling(sizeMillis, offsetMillis);
    }

    /** Returns windows of that size which begin at multiples of it. */
    public static TumblingProcessingTimeWindows of(Duration size) {
        return of(size, Duration.ZERO);
    }

    /**
     * Returns windows of that size, moved by an offset: days of UTC+2 have an offset of minus 2
     * hours.
     */
    public static TumblingProcessingTimeWindows of(Duration size, Duration offset) {
        return new TumblingProcessingTimeWindows(
                WindowSizes.millis("size", size), WindowSizes.millis("offset", offset));
    }

    @Override
    public List<TimeWindow> assign(Object record, long timestamp, long processingTime) {
        long start = TimeWindow.startOf(processingTime, offsetMillis, sizeMillis);
        return List.of(new TimeWindow(start, start + sizeMillis));
    }
}
