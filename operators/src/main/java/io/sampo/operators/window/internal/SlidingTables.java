/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window.internal;

import io.sampo.core.function.AggregateFunction;
import io.sampo.core.type.ValueSerializer;
import io.sampo.operators.chain.TurnBudget;
import io.sampo.operators.process.DueRows;
import io.sampo.operators.process.KeyedTimers;
import io.sampo.operators.window.TimeWindow;
import io.sampo.state.backend.NamespaceRows;
import io.sampo.state.backend.ValueTable;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Sliding windows as {@link SlidingSlices} has them, where the backend keeps rows by slice and a
 * window has few slices: keys have no timers. A window that ends is a walk through the tables of
 * its slices; a key fires where it is met first, with what the later slices have of it. A slice is
 * dropped as a whole with its last window.
 *
 * @param <T> type of the records
 * @param <A> type of the accumulators
 * @param <V> type of the aggregates
 */
final class SlidingTables<T, A, V> implements WindowLogic<T, TimeWindow>, DueRows {
    private final SliceShape shape;
    private final KeyedTimers<TimeWindow> timers;
    private final AggregateFunction<T, A, V> function;
    private final ValueTable<TimeWindow, A> table;
    private final ValueSerializer<A> copier;
    private final NamespaceRows<TimeWindow> rows;
    private final WindowResults<TimeWindow, V> results;
    private final RecentWindows recent;

    /** Windows up to here have fired for all keys, or have nothing to fire. */
    private long settled;

    /** The slices with rows, by their starts. */
    private final TreeMap<Long, TimeWindow> open = new TreeMap<>();

    /** The one that was opened last: its other keys need not open it again. */
    private @Nullable TimeWindow opened;

    private @Nullable TimeWindow firing;

    /** The slices of the window that fires, in the order of time, and which of them is at work. */
    private List<TimeWindow> slices = List.of();

    private int at;

    SlidingTables(
            SliceShape shape,
            KeyedTimers<TimeWindow> timers,
            AggregateFunction<T, A, V> function,
            Table<A> state,
            WindowResults<TimeWindow, V> results) {
        this.shape = shape;
        this.timers = timers;
        this.function = function;
        this.results = results;
        table = state.table;
        copier = state.copier;
        rows = table.rows();
        recent = new RecentWindows(shape.slice(), shape.offset());
        for (TimeWindow slice : rows.namespaces()) {
            open.put(slice.start(), slice);
        }
        settled = timers.currentWatermark();
    }

    /** Rows by slice. */
    record Table<A>(ValueTable<TimeWindow, A> table, ValueSerializer<A> copier) {}

    /** Returns a text that is the same as long as stored slices mean the same. */
    static String describe(SliceShape shape) {
        return "by time, " + shape.describe();
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // another object of the same slice opens it again
    public boolean take(T record, long timestamp) {
        EventTimes.check(timestamp);
        TimeWindow slice = recent.at(timestamp);
        if (shape.lastEndOf(slice.start()) - 1 <= timers.watermarkOfKey()) {
            return false;
        }
        A before = table.get(slice);
        table.put(
                slice,
                function.add(record, before == null ? function.createAccumulator() : before));
        if (before == null && slice != opened) {
            opened = slice;
            open.putIfAbsent(slice.start(), slice);
            // Windows up to here that it belongs to had nothing to fire, and are past.
            settled = timers.currentWatermark();
        }
        return true;
    }

    @Override
    public long nextTimestamp() {
        return open.isEmpty() ? Long.MAX_VALUE : shape.firstEndOf(open.firstKey(), settled) - 1;
    }

    @Override
    public boolean fire(TurnBudget budget) throws Exception {
        TimeWindow window = firing;
        if (window == null) {
            window = shape.windowTo(nextTimestamp() + 1);
            firing = window;
            slices = new ArrayList<>(open.subMap(window.start(), window.end()).values());
            at = 0;
            rows.walk(slices.get(0));
        }
        while (!budget.exhausted()) {
            if (!nextRow()) {
                end(window);
                return true;
            }
            if (!wasMet() && !timers.wasPassedBeforeRestore(window.maxTimestamp())) {
                V value = function.getResult(total());
                if (value != null) {
                    results.emit(window, value);
                }
                results.clear(window);
            }
        }
        return false;
    }

    private boolean nextRow() {
        while (!rows.next()) {
            at++;
            if (at == slices.size()) {
                return false;
            }
            rows.walk(slices.get(at));
        }
        return true;
    }

    /** Returns whether an earlier slice has the current key, too. */
    private boolean wasMet() {
        for (int i = 0; i < at; i++) {
            if (rows.contains(slices.get(i))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Merges what this slice and the later ones have, in the order of time. Functions may change,
     * and keep parts of, what they merge: what stays in the state is copied first.
     */
    @SuppressWarnings("NullAway") // the slice at work has a row
    private A total() {
        A total = table.get(slices.get(at));
        boolean own = false;
        for (int i = at + 1; i < slices.size(); i++) {
            A part = table.get(slices.get(i));
            if (part != null) {
                total = function.merge(own ? total : copier.copy(total), copier.copy(part));
                own = true;
            }
        }
        return total;
    }

    private void end(TimeWindow window) {
        settled = window.maxTimestamp();
        while (!open.isEmpty() && open.firstKey() < window.start() + shape.slide()) {
            rows.drop(open.pollFirstEntry().getValue());
        }
        firing = null;
        opened = null;
    }

    @Override
    public void onTimer(long timestamp, TimeWindow window, boolean eventTime) {
        throw WindowLayout.unexpectedTimer(timestamp, window);
    }
}
