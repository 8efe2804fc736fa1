/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window.internal;

import io.sampo.core.function.AggregateFunction;
import io.sampo.operators.process.KeyedTimers;
import io.sampo.operators.window.CumulatingEventTimeWindows;
import io.sampo.operators.window.TimeWindow;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Cumulating windows of event time over an aggregate that can merge, which fire once, at their end:
 * the default trigger, no lateness. A record is added to one slice, as long as a step; a window
 * that fires takes the slices that are new to it into the sum of the one before.
 *
 * @param <T> type of the records
 * @param <A> type of the accumulators
 * @param <V> type of the aggregates
 */
final class CumulatingSlices<T, A, V> implements WindowLogic<T, TimeWindow> {
    private final CumulatingEventTimeWindows windows;
    private final KeyedTimers<TimeWindow> timers;
    private final AggregateFunction<T, A, V> function;
    private final SliceState<T, A> state;
    private final WindowResults<TimeWindow, V> results;

    CumulatingSlices(
            CumulatingEventTimeWindows windows,
            KeyedTimers<TimeWindow> timers,
            AggregateFunction<T, A, V> function,
            SliceState<T, A> state,
            WindowResults<TimeWindow, V> results) {
        this.windows = windows;
        this.timers = timers;
        this.function = function;
        this.state = state;
        this.results = results;
    }

    /** Returns a text that is the same as long as stored slices mean the same. */
    static String describe(CumulatingEventTimeWindows windows) {
        return "slices maxSize="
                + windows.maxSizeMillis()
                + " step="
                + windows.stepMillis()
                + " offset="
                + windows.offsetMillis();
    }

    /** Returns the start of the windows that a timestamp lies in. */
    private long firstAt(long timestamp) {
        return TimeWindow.startOf(timestamp, windows.offsetMillis(), windows.maxSizeMillis());
    }

    private long sliceAt(long timestamp) {
        return TimeWindow.startOf(timestamp, windows.offsetMillis(), windows.stepMillis());
    }

    @Override
    public boolean take(T record, long timestamp) {
        EventTimes.check(timestamp);
        long watermark = timers.watermarkOfKey();
        long first = firstAt(timestamp);
        if (first + windows.maxSizeMillis() - 1 <= watermark) {
            return false;
        }
        long slice = sliceAt(timestamp);
        if (slice + windows.stepMillis() - 1 <= watermark) {
            MergedSlices<A> merged = state.merged();
            if (merged != null && slice < merged.until()) {
                // To what the last window had.
                A sum = state.append(merged.sum(), state.single(record));
                state.setMerged(merged.withSum(merged.until(), sum));
                return true;
            }
        }
        if (state.add(slice, record)) {
            register(sliceAt(Math.max(slice, watermark + 1)) + windows.stepMillis());
        }
        return true;
    }

    private void register(long end) {
        timers.registerEventTimeTimer(end - 1, new TimeWindow(firstAt(end - 1), end));
    }

    @Override
    public void onTimer(long timestamp, TimeWindow window, boolean eventTime) throws Exception {
        MergedSlices<A> merged = state.merged();
        A sum = merged == null ? gathered(window) : extended(merged, window.end());
        V value = sum == null ? null : function.getResult(state.copy(sum));
        if (value != null) {
            results.emit(window, value);
        }
        if (window.end() - window.start() == windows.maxSizeMillis()) {
            state.clearMerged();
        } else if (sum != null) {
            state.setMerged(MergedSlices.from(window.start(), window.end(), sum));
            register(window.end() + windows.stepMillis());
        }
        results.clear(window);
    }

    /** Takes the slices of a window out of the state, and merges them in the order of time. */
    private @Nullable A gathered(TimeWindow window) {
        List<Map.Entry<Long, A>> found = new ArrayList<>();
        Iterator<Map.Entry<Long, A>> entries = state.entries();
        while (entries.hasNext()) {
            Map.Entry<Long, A> entry = entries.next();
            if (entry.getKey() < window.end()) {
                found.add(Map.entry(entry.getKey(), entry.getValue()));
                entries.remove();
            }
        }
        found.sort(Map.Entry.comparingByKey());
        A sum = null;
        for (Map.Entry<Long, A> entry : found) {
            sum = state.append(sum, entry.getValue());
        }
        return sum;
    }

    private @Nullable A extended(MergedSlices<A> merged, long end) {
        A sum = merged.sum();
        for (long start = merged.until(); start < end; start += windows.stepMillis()) {
            A slice = state.get(start);
            if (slice != null) {
                sum = state.append(sum, slice);
                state.remove(start);
            }
        }
        return sum;
    }
}
