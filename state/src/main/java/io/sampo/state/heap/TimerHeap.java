/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.heap;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The timers of all key groups by timestamp: a binary heap in which each timer knows its position,
 * so that any of them can be removed in logarithmic time. The timestamps are beside the timers,
 * since following references to compare them would miss the cache at every level.
 *
 * <p>Windows end at the same time for all their keys, so timers of one timestamp are linked to the
 * first of them, which alone is in the heap: to add and to remove them takes no comparison at all.
 * That is so for timestamps that were used lately; others may be in the heap more than once.
 */
final class TimerHeap {
    private static final int FIRST_CAPACITY = 16;
    private static final int RECENT_BITS = 6;
    private static final int RECENT = 1 << RECENT_BITS;
    private static final long RECENT_FACTOR = 0x9E3779B97F4A7C15L;

    /** Position of a timer that is not in the heap itself. */
    private static final int LINKED = -1;

    private long[] timestamps = new long[FIRST_CAPACITY];
    private @Nullable Entry[] timers = new @Nullable Entry[FIRST_CAPACITY];
    private int size;
    private int count;

    /** Timers in the heap by a hash of their timestamps, where others may be linked to. */
    private final @Nullable Entry[] recent = new @Nullable Entry[RECENT];

    /** Returns how many timers there are. */
    int size() {
        return count;
    }

    /** Returns the timestamp of the earliest timer; {@code Long.MAX_VALUE} if there is none. */
    long nextTimestamp() {
        return size == 0 ? Long.MAX_VALUE : timestamps[0];
    }

    /** Returns the earliest timer; there must be one. */
    Entry first() {
        return timers[0];
    }

    void add(Entry timer) {
        count++;
        int place = recentPlace(timer.timestamp);
        Entry known = recent[place];
        if (known != null && known.timestamp == timer.timestamp) {
            timer.linkBehind(known);
            return;
        }
        recent[place] = timer;
        push(timer);
    }

    private void push(Entry timer) {
        if (size == timers.length) {
            timestamps = Arrays.copyOf(timestamps, 2 * size);
            timers = Arrays.copyOf(timers, 2 * size);
        }
        size++;
        moveUp(size - 1, timer);
    }

    void remove(Entry timer) {
        count--;
        if (timer.position == LINKED) {
            timer.unlink();
            return;
        }
        Entry next = timer.next;
        int place = recentPlace(timer.timestamp);
        if (recent[place] == timer) {
            recent[place] = next;
        }
        if (next == null) {
            pull(timer);
        } else {
            timer.unlink();
            place(timer.position, next);
        }
    }

    /** Hands over all timers, in any order. */
    void forEach(Consumer<Entry> consumer) {
        for (int i = 0; i < size; i++) {
            for (Entry timer = timers[i]; timer != null; timer = timer.next) {
                consumer.accept(timer);
            }
        }
    }

    void clear() {
        if (count > 0) {
            Arrays.fill(timers, 0, size, null);
            Arrays.fill(recent, null);
            size = 0;
            count = 0;
        }
    }

    private static int recentPlace(long timestamp) {
        return (int) ((timestamp * RECENT_FACTOR) >>> (Long.SIZE - RECENT_BITS));
    }

    private void pull(Entry timer) {
        int hole = timer.position;
        size--;
        Entry last = timers[size];
        timers[size] = null;
        if (last == timer) {
            return;
        }
        if (hole > 0 && last.timestamp < timestamps[(hole - 1) >>> 1]) {
            moveUp(hole, last);
        } else {
            moveDown(hole, last);
        }
    }

    private void moveUp(int from, Entry timer) {
        int hole = from;
        while (hole > 0) {
            int parent = (hole - 1) >>> 1;
            if (timestamps[parent] <= timer.timestamp) {
                break;
            }
            place(hole, timers[parent]);
            hole = parent;
        }
        place(hole, timer);
    }

    private void moveDown(int from, Entry timer) {
        int hole = from;
        for (int child = 2 * hole + 1; child < size; child = 2 * hole + 1) {
            if (child + 1 < size && timestamps[child + 1] < timestamps[child]) {
                child++;
            }
            if (timestamps[child] >= timer.timestamp) {
                break;
            }
            place(hole, timers[child]);
            hole = child;
        }
        place(hole, timer);
    }

    private void place(int position, Entry timer) {
        timestamps[position] = timer.timestamp;
        timers[position] = timer;
        timer.position = position;
    }

    /** Returns the bytes of the arrays. */
    long arrayBytes() {
        return 12L * timers.length;
    }

    /** A timer in memory. Its identity never changes; only its place in the order does. */
    static final class Entry {
        final long timestamp;
        final Object key;
        final int keyHash;
        final Object namespace;

        /** Where it is in the {@link TimerHeap}; subtask's thread only, as all that follows. */
        private int position;

        private @Nullable Entry previous;
        private @Nullable Entry next;

        Entry(long timestamp, Object key, int keyHash, Object namespace) {
            this.timestamp = timestamp;
            this.key = key;
            this.keyHash = keyHash;
            this.namespace = namespace;
        }

        private void linkBehind(Entry first) {
            position = LINKED;
            previous = first;
            next = first.next;
            first.next = this;
            if (next != null) {
                next.previous = this;
            }
        }

        private void unlink() {
            if (previous != null) {
                previous.next = next;
            }
            if (next != null) {
                next.previous = previous;
            }
            previous = null;
            next = null;
        }

        /** Returns the spread hash of its identity. */
        static int hash(long timestamp, int keyHash, Object namespace) {
            return PagedMap.spread(keyHash * 31 + Long.hashCode(timestamp), namespace);
        }

        int hash() {
            return hash(timestamp, keyHash, namespace);
        }
    }
}
