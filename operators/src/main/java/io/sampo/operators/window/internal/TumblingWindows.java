/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window.internal;

import io.sampo.operators.process.KeyedTimers;
import io.sampo.operators.window.TimeWindow;
import io.sampo.operators.window.TumblingEventTimeWindows;

/**
 * Tumbling windows of event time that fire once, at their end: the default trigger, no lateness.
 * Does what {@link LiveWindows} does, and keeps the same state, with one look-up for a record
 * instead of five: a window that has contents has its timer already, and end and cleanup are one.
 *
 * @param <T> type of the records
 * @param <V> type of what the windows hold
 */
final class TumblingWindows<T, V> implements WindowLogic<T, TimeWindow> {
    private final KeyedTimers<TimeWindow> timers;
    private final WindowContents<T, TimeWindow, V> contents;
    private final WindowResults<TimeWindow, V> results;
    private final RecentWindows recent;

    TumblingWindows(
            TumblingEventTimeWindows assigner,
            KeyedTimers<TimeWindow> timers,
            WindowContents<T, TimeWindow, V> contents,
            WindowResults<TimeWindow, V> results) {
        this.timers = timers;
        this.contents = contents;
        this.results = results;
        recent = new RecentWindows(assigner.sizeMillis(), assigner.offsetMillis());
    }

    @Override
    public boolean take(T record, long timestamp) throws Exception {
        EventTimes.check(timestamp);
        TimeWindow window = recent.at(timestamp);
        long last = window.maxTimestamp();
        if (last <= timers.watermarkOfKey()) {
            return false;
        }
        if (contents.add(window, record, timestamp)) {
            timers.registerEventTimeTimer(last, window);
        }
        return true;
    }

    @Override
    public void onTimer(long timestamp, TimeWindow window, boolean eventTime) throws Exception {
        if (!eventTime) {
            // Of a trigger that an earlier version of the program had.
            return;
        }
        // With a lateness then, the window has fired before, and is only to be cleaned up.
        V value = timestamp == window.maxTimestamp() ? contents.get(window) : null;
        if (value != null) {
            results.emit(window, value);
        }
        contents.clear(window);
        results.clear(window);
    }
}
