/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.workload;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The tumbling windows of the plain loop that may still get events.
 *
 * @param <W> the content of a window
 */
final class OpenWindows<W> {

    /** Takes the windows that are complete, in the order of their ends. */
    interface OnClose<W> {
        void close(long end, W content);
    }

    private final TreeMap<Long, W> open = new TreeMap<>();
    private final long size;
    private final Supplier<W> empty;
    private final OnClose<W> onClose;

    private long maxTime = Long.MIN_VALUE;
    private long firstEnd = Long.MAX_VALUE;

    // The window of the last event, which is nearly always that of the next one.
    private long currentEnd;
    private @Nullable W current;

    OpenWindows(long size, Supplier<W> empty, OnClose<W> onClose) {
        this.size = size;
        this.empty = empty;
        this.onClose = onClose;
    }

    /** Returns the content of the window of an event. */
    W at(long time) {
        W last = current;
        if (last != null && time < currentEnd && time >= currentEnd - size) {
            return last;
        }
        long end = time - Math.floorMod(time, size) + size;
        W content = open.computeIfAbsent(end, created -> empty.get());
        firstEnd = Math.min(firstEnd, end);
        currentEnd = end;
        current = content;
        return content;
    }

    /** Closes what no later event can belong to, after an event of that time. */
    void advance(long time) {
        maxTime = Math.max(maxTime, time);
        while (firstEnd <= maxTime - NexmarkEvents.DISORDER_MS) {
            closeFirst();
        }
    }

    /** Closes all, at the end of the input. */
    void closeAll() {
        while (!open.isEmpty()) {
            closeFirst();
        }
    }

    private void closeFirst() {
        Map.Entry<Long, W> first = open.pollFirstEntry();
        firstEnd = open.isEmpty() ? Long.MAX_VALUE : open.firstKey();
        current = null;
        onClose.close(first.getKey(), first.getValue());
    }
}
