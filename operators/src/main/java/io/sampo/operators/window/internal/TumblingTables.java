/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window.internal;

import io.sampo.operators.chain.TurnBudget;
import io.sampo.operators.process.DueRows;
import io.sampo.operators.process.KeyedTimers;
import io.sampo.operators.window.TimeWindow;
import io.sampo.operators.window.TumblingEventTimeWindows;
import io.sampo.state.backend.NamespaceRows;
import java.util.Comparator;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * As {@link TumblingWindows}, where the backend keeps rows by window: keys have no timers, a window
 * that ends is walked through and dropped. The state tells by itself which windows there are.
 *
 * @param <T> type of the records
 * @param <V> type of what the windows hold
 */
final class TumblingTables<T, V> implements WindowLogic<T, TimeWindow>, DueRows {
    private final KeyedTimers<TimeWindow> timers;
    private final WindowContents<T, TimeWindow, V> contents;
    private final NamespaceRows<TimeWindow> rows;
    private final WindowResults<TimeWindow, V> results;
    private final RecentWindows windows;

    /** Those with rows. They may be of several sizes: the state may be that of another version. */
    private final TreeSet<TimeWindow> open =
            new TreeSet<>(
                    Comparator.comparingLong(TimeWindow::end).thenComparingLong(TimeWindow::start));

    /** The one that was opened last: its other keys need not open it again. */
    private @Nullable TimeWindow opened;

    private @Nullable TimeWindow firing;

    TumblingTables(
            TumblingEventTimeWindows assigner,
            KeyedTimers<TimeWindow> timers,
            WindowContents<T, TimeWindow, V> contents,
            WindowResults<TimeWindow, V> results) {
        this.timers = timers;
        this.contents = contents;
        this.results = results;
        rows = contents.rows();
        windows = new RecentWindows(assigner.sizeMillis(), assigner.offsetMillis());
        open.addAll(rows.namespaces());
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // another object of the same window opens it again
    public boolean take(T record, long timestamp) throws Exception {
        EventTimes.check(timestamp);
        TimeWindow window = windows.at(timestamp);
        if (window.maxTimestamp() <= timers.watermarkOfKey()) {
            return false;
        }
        if (contents.add(window, record, timestamp) && window != opened) {
            opened = window;
            open.add(window);
        }
        return true;
    }

    @Override
    public long nextTimestamp() {
        return open.isEmpty() ? Long.MAX_VALUE : open.first().maxTimestamp();
    }

    @Override
    public boolean fire(TurnBudget budget) throws Exception {
        TimeWindow window = firing;
        if (window == null) {
            window = open.first();
            firing = window;
            rows.walk(window);
        }
        while (!budget.exhausted()) {
            if (!rows.next()) {
                rows.drop(window);
                open.remove(window);
                firing = null;
                opened = null;
                return true;
            }
            V value = contents.get(window);
            if (value != null) {
                results.emit(window, value);
            }
            results.clear(window);
        }
        return false;
    }

    @Override
    public void onTimer(long timestamp, TimeWindow window, boolean eventTime) {
        throw WindowLayout.unexpectedTimer(timestamp, window);
    }
}
