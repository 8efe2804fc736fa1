/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window.internal;

import io.sampo.core.function.AggregateFunction;
import io.sampo.operators.process.KeyedTimers;
import io.sampo.operators.window.TimeWindow;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sliding windows of event time over an aggregate that can merge, which fire once, at their end:
 * the default trigger, no lateness. A record is added to one slice (as long as size and slide have
 * in common), not to each of its windows; a window's result is merged from its slices when it
 * fires.
 *
 * <p>What is in a slice reaches just those windows that have not fired when it comes, as late
 * records should. A key with slices has one timer, for the next window that any of them belongs to;
 * it only looks at slices that it has, so that a key with few records costs little however many
 * slices fit. Of many slices some are kept merged ({@link MergedSlices}), so that a firing costs
 * the same however many there are; a record that is behind the watermark, and still in time for a
 * window, then pays for that.
 *
 * @param <T> type of the records
 * @param <A> type of the accumulators
 * @param <V> type of the aggregates
 */
final class SlidingSlices<T, A, V> implements WindowLogic<T, TimeWindow> {
    /** With fewer slices in a window it is cheaper to merge all of them each time. */
    static final int MANY = 8;

    private final SliceShape shape;
    private final KeyedTimers<TimeWindow> timers;
    private final AggregateFunction<T, A, V> function;
    private final SliceState<T, A> state;
    private final WindowResults<TimeWindow, V> results;

    private final List<Map.Entry<Long, A>> firing = new ArrayList<>();

    SlidingSlices(
            SliceShape shape,
            KeyedTimers<TimeWindow> timers,
            AggregateFunction<T, A, V> function,
            SliceState<T, A> state,
            WindowResults<TimeWindow, V> results) {
        this.shape = shape;
        this.timers = timers;
        this.function = function;
        this.state = state;
        this.results = results;
    }

    @Override
    public boolean take(T record, long timestamp) {
        EventTimes.check(timestamp);
        long watermark = timers.watermarkOfKey();
        long start = shape.sliceAt(timestamp);
        if (shape.lastEndOf(start) - 1 <= watermark) {
            return false;
        }
        if (start + shape.slice() - 1 <= watermark) {
            MergedSlices<A> merged = state.merged();
            if (merged != null && start < merged.until()) {
                takeMerged(record, start, merged);
                return true;
            }
        }
        if (state.add(start, record)) {
            register(shape.firstEndOf(start, watermark));
        }
        return true;
    }

    /** Adds a record to a slice that the last window had, or might have had. */
    private void takeMerged(T record, long start, MergedSlices<A> merged) {
        A single = state.single(record);
        if (start >= merged.end()) {
            state.put(start, state.append(state.get(start), single));
            state.setMerged(merged.withSum(merged.until(), state.append(merged.sum(), single)));
            return;
        }
        int next = merged.firstFrom(start + 1);
        for (int i = 0; i < next; i++) {
            A all = state.get(merged.starts()[i]);
            if (all != null) {
                state.put(merged.starts()[i], state.append(all, single));
            }
        }
        if (!merged.isStart(start)) {
            A rest = next == merged.starts().length ? null : state.get(merged.starts()[next]);
            state.put(start, rest == null ? single : state.append(single, rest));
            state.setMerged(merged.withStart(start));
        }
    }

    private void register(long end) {
        timers.registerEventTimeTimer(end - 1, shape.windowTo(end));
    }

    @Override
    public void onTimer(long timestamp, TimeWindow window, boolean eventTime) throws Exception {
        MergedSlices<A> merged = state.merged();
        boolean more;
        if (merged == null) {
            more = gather(window);
            if (!firing.isEmpty()) {
                A total = firing.size() < MANY ? total() : state.copy(merge(window));
                firing.clear();
                emit(window, total);
            }
        } else {
            A sum = extended(merged, window.end());
            emit(window, state.both(before(merged, window.start()), sum));
            more = advance(merged, window, sum);
        }
        if (more) {
            register(window.end() + shape.slide());
        }
        results.clear(window);
    }

    private void emit(TimeWindow window, @Nullable A total) throws Exception {
        V value = total == null ? null : function.getResult(total);
        if (value != null) {
            results.emit(window, value);
        }
    }

    /**
     * Finds the slices of a window, drops those that belong to no later one, returns if others do.
     */
    private boolean gather(TimeWindow window) {
        long nextStart = window.start() + shape.slide();
        boolean more = false;
        boolean sorted = true;
        long previous = Long.MIN_VALUE;
        Iterator<Map.Entry<Long, A>> entries = state.entries();
        while (entries.hasNext()) {
            Map.Entry<Long, A> entry = entries.next();
            long slice = entry.getKey();
            if (slice >= window.end()) {
                // It has set a timer of its own.
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
            firing.sort(Map.Entry.comparingByKey());
        }
        return more;
    }

    /** Merges in the order of time. */
    private A total() {
        A first = firing.get(0).getValue();
        if (firing.size() == 1) {
            return first;
        }
        A total = state.copy(first);
        for (int i = 1; i < firing.size(); i++) {
            total = state.append(total, firing.get(i).getValue());
        }
        return total;
    }

    /** As {@link #total}, from the last to the first; each slice keeps what is merged by then. */
    private A merge(TimeWindow window) {
        long nextStart = window.start() + shape.slide();
        int last = firing.size() - 1;
        A total = firing.get(last).getValue();
        for (int i = last; i >= 0; i--) {
            if (i < last) {
                total = state.append(state.copy(firing.get(i).getValue()), total);
            }
            if (firing.get(i).getKey() >= nextStart) {
                state.put(firing.get(i).getKey(), total);
            }
        }
        long[] starts =
                firing.stream()
                        .mapToLong(Map.Entry::getKey)
                        .filter(start -> start >= nextStart)
                        .toArray();
        if (starts.length > 0) {
            state.setMerged(new MergedSlices<>(window.end(), starts, window.end(), null));
        }
        return total;
    }

    /** Returns what the merged slices hold from a time on. */
    private @Nullable A before(MergedSlices<A> merged, long from) {
        int first = merged.firstFrom(from);
        return first == merged.starts().length ? null : state.get(merged.starts()[first]);
    }

    /** Returns the sum with the slices of the next window. */
    private @Nullable A extended(MergedSlices<A> merged, long end) {
        A sum = merged.sum();
        for (long start = merged.until(); start < end; start += shape.slice()) {
            A slice = state.get(start);
            if (slice != null) {
                sum = state.append(sum, slice);
            }
        }
        return sum;
    }

    /** Drops what belongs to no later window, and returns whether there is more. */
    private boolean advance(MergedSlices<A> merged, TimeWindow window, @Nullable A sum) {
        long nextStart = window.start() + shape.slide();
        int kept = merged.firstFrom(nextStart);
        for (int i = merged.firstFrom(window.start()); i < kept; i++) {
            state.remove(merged.starts()[i]);
        }
        if (kept < merged.starts().length) {
            state.setMerged(merged.withSum(window.end(), sum));
            return true;
        }
        state.clearMerged();
        for (long start = merged.end(); start < nextStart; start += shape.slice()) {
            state.remove(start);
        }
        return sum != null;
    }
}
