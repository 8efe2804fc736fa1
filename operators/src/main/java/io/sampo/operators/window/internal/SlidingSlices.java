/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window.internal;

import io.sampo.core.function.AggregateFunction;
import io.sampo.core.type.ValueSerializer;
import io.sampo.operators.process.KeyedTimers;
import io.sampo.operators.window.TimeWindow;
import io.sampo.state.backend.MapTable;
import io.sampo.state.backend.NoNamespace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Sliding windows of event time over an aggregate that can merge, which fire once, at their end:
 * the default trigger, no lateness. A record is added to one slice (as long as size and slide have
 * in common), not to each of its windows; a window's result is merged from its slices when it
 * fires.
 *
 * <p>What is in a slice reaches just those windows that have not fired when it comes, as late
 * records should. A key with slices has one timer, for the next window that any of them belongs to;
 * it only looks at slices that it has, so that a key with few records costs little however many
 * slices fit.
 *
 * @param <T> type of the records
 * @param <A> type of the accumulators
 * @param <V> type of the aggregates
 */
final class SlidingSlices<T, A, V> implements WindowLogic<T, TimeWindow> {
    private final SliceShape shape;
    private final KeyedTimers<TimeWindow> timers;
    private final AggregateFunction<T, A, V> function;
    private final MapTable<NoNamespace, Long, A> slices;
    private final ValueSerializer<A> copier;
    private final WindowResults<TimeWindow, V> results;

    private final List<Map.Entry<Long, A>> firing = new ArrayList<>();

    /** Records mostly come for one slice for a while; spares an object for each of them. */
    private Long recentSlice = Long.MIN_VALUE;

    SlidingSlices(
            SliceShape shape,
            KeyedTimers<TimeWindow> timers,
            AggregateFunction<T, A, V> function,
            MapTable<NoNamespace, Long, A> slices,
            ValueSerializer<A> copier,
            WindowResults<TimeWindow, V> results) {
        this.shape = shape;
        this.timers = timers;
        this.function = function;
        this.slices = slices;
        this.copier = copier;
        this.results = results;
    }

    @Override
    public boolean take(T record, long timestamp) {
        EventTimes.check(timestamp);
        long watermark = timers.currentWatermark();
        long start = shape.sliceAt(timestamp);
        if (recentSlice != start) {
            recentSlice = start;
        }
        Long slice = recentSlice;
        if (shape.lastEndOf(start) - 1 <= watermark) {
            return false;
        }
        A before = slices.get(NoNamespace.INSTANCE, slice);
        A after = function.add(record, before == null ? function.createAccumulator() : before);
        slices.put(NoNamespace.INSTANCE, slice, after);
        if (before == null) {
            register(shape.firstEndOf(start, watermark));
        }
        return true;
    }

    private void register(long end) {
        timers.registerEventTimeTimer(end - 1, shape.windowTo(end));
    }

    @Override
    public void onTimer(long timestamp, TimeWindow window, boolean eventTime) throws Exception {
        boolean more = gather(window);
        if (!firing.isEmpty()) {
            V value = function.getResult(merged());
            firing.clear();
            if (value != null) {
                results.emit(window, value);
            }
        }
        if (more) {
            register(window.end() + shape.slide());
        }
        results.clear(window);
    }

    /**
     * Finds the slices of a window, drops those that belong to no later one, returns if others do.
     */
    private boolean gather(TimeWindow window) {
        long nextStart = window.start() + shape.slide();
        boolean more = false;
        boolean sorted = true;
        long previous = Long.MIN_VALUE;
        Iterator<Map.Entry<Long, A>> entries = slices.entries(NoNamespace.INSTANCE);
        while (entries.hasNext()) {
            Map.Entry<Long, A> entry = entries.next();
            long slice = entry.getKey();
            if (slice >= window.end()) {
                continue;
            }
            if (slice >= window.start()) {
                firing.add(Map.entry(entry.getKey(), entry.getValue()));
                sorted &= slice > previous;
                previous = slice;
            }
            if (slice < nextStart) {
                entries.remove();
            } else {
                more = true;
            }
        }
        if (!sorted) {
            firing.sort(Comparator.comparing(Map.Entry::getKey));
        }
        return more;
    }

    /**
     * Merges in the order of time. Functions may change, and keep parts of, what they are given.
     */
    private A merged() {
        A first = firing.get(0).getValue();
        if (firing.size() == 1) {
            return first;
        }
        A merged = copier.copy(first);
        for (int i = 1; i < firing.size(); i++) {
            merged = function.merge(merged, copier.copy(firing.get(i).getValue()));
        }
        return merged;
    }
}
