/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window;

import java.time.Duration;
import java.util.List;

/**
 * Windows of one size, a new one with every slide, by processing time. They overlap if the slide is
 * shorter than the size; if it is longer, some records belong to none.
 *
 * @param sizeMillis how long each is
 * @param slideMillis from the start of one to the start of the next
 * @param offsetMillis where they begin, relative to 1970-01-01T00:00Z
 */
public record SlidingProcessingTimeWindows(long sizeMillis, long slideMillis, long offsetMillis)
        implements ProcessingTimeAssigner<Object> {

    /** Checks size, slide and offset. */
    public SlidingProcessingTimeWindows {
        WindowSizes.checkSliding(sizeMillis, slideMillis, offsetMillis);
    }

    /** Returns windows which begin at multiples of the slide. */
    public static SlidingProcessingTimeWindows of(Duration size, Duration slide) {
        return of(size, slide, Duration.ZERO);
    }

    /** Returns windows moved by an offset. */
    public static SlidingProcessingTimeWindows of(Duration size, Duration slide, Duration offset) {
        return new SlidingProcessingTimeWindows(
                WindowSizes.millis("size", size),
                WindowSizes.millis("slide", slide),
                WindowSizes.millis("offset", offset));
    }

    @Override
    public List<TimeWindow> assign(Object record, long timestamp, long processingTime) {
        return TimeWindow.sliding(processingTime, offsetMillis, sizeMillis, slideMillis);
    }
}
