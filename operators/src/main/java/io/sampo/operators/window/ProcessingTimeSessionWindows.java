/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sessions by processing time: records of one key that are at most a gap apart belong together.
 *
 * @param <T> type of the records
 * @param gap how long a silence ends the session of a record
 */
public record ProcessingTimeSessionWindows<T>(SessionGap<T> gap)
        implements MergingWindowAssigner<T, TimeWindow>, ProcessingTimeAssigner<T> {

    /** Returns sessions that end after {@code gap} without a record. */
    public static ProcessingTimeSessionWindows<Object> withGap(Duration gap) {
        return new ProcessingTimeSessionWindows<>(
                new SessionGap.Fixed(WindowSizes.millis("gap", gap)));
    }

    /** Returns sessions whose gap each record brings along. */
    public static <T> ProcessingTimeSessionWindows<T> withDynamicGap(SessionGap<T> gap) {
        return new ProcessingTimeSessionWindows<>(gap);
    }

    @Override
    public List<TimeWindow> assign(T record, long timestamp, long processingTime) {
        return List.of(TimeWindow.session(processingTime, gap.gapMillis(record)));
    }

    @Override
    public @Nullable TimeWindow merge(TimeWindow left, TimeWindow right) {
        return left.touches(right) ? left.cover(right) : null;
    }
}
