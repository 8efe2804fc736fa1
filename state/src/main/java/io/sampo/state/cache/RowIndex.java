/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.cache;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the object rows of all tables by hash: open addressing in segments that grow one by one,
 * since growing a million places at once would stop the subtask for tens of milliseconds. Hashes
 * stand in an array of their own; most probes need nothing else. The clock's hand walks over the
 * same arrays.
 */
final class RowIndex {
    private static final int SEGMENT_BITS = 6;
    private static final int FIRST_CAPACITY = 4;

    private final Segment[] segments = new Segment[1 << SEGMENT_BITS];
    private int size;
    private int handSegment;
    private int handSlot;

    RowIndex() {
        Arrays.setAll(segments, i -> new Segment());
    }

    /** Returns a well mixed hash that is not 0. */
    static int mix(int hash) {
        int h = hash;
        h ^= h >>> 16;
        h *= 0x85ebca6b;
        h ^= h >>> 13;
        h *= 0xc2b2ae35;
        h ^= h >>> 16;
        return h == 0 ? 1 : h;
    }

    int size() {
        return size;
    }

    @Nullable ObjectRow find(
            ObjectTable<?> table,
            int hash,
            Object key,
            Object namespace,
            @Nullable Object userKey) {
        Segment segment = segment(hash);
        int mask = segment.hashes.length - 1;
        int slot = hash & mask;
        while (true) {
            int found = segment.hashes[slot];
            if (found == 0) {
                return null;
            }
            if (found == hash) {
                ObjectRow row = segment.rows[slot];
                if (row != null
                        && row.table == table
                        && table.isRowOf(row, key, namespace, userKey)) {
                    return row;
                }
            }
            slot = (slot + 1) & mask;
        }
    }

    /** Adds a row that is not there. */
    void add(ObjectRow row) {
        segment(row.hash).add(row);
        row.indexed = true;
        size++;
    }

    /** Puts a row in another's place. */
    void replace(ObjectRow old, ObjectRow row) {
        Segment segment = segment(old.hash);
        segment.rows[segment.slotOf(old)] = row;
        old.indexed = false;
        row.indexed = true;
    }

    void remove(ObjectRow row) {
        Segment segment = segment(row.hash);
        segment.removeAt(segment.slotOf(row));
        row.indexed = false;
        size--;
    }

    /** Moves the hand by one place; returns the row there, or null if there is none. */
    @Nullable ObjectRow advance() {
        Segment segment = segments[handSegment];
        if (handSlot >= segment.rows.length) {
            handSlot = 0;
            handSegment = (handSegment + 1) & (segments.length - 1);
            segment = segments[handSegment];
        }
        return segment.rows[handSlot++];
    }

    /**
     * Removes the row that {@link #advance} returned last; the hand meets what moves in its place.
     */
    void removeAtHand() {
        handSlot--;
        Segment segment = segments[handSegment];
        ObjectRow row = segment.rows[handSlot];
        segment.removeAt(handSlot);
        size--;
        if (row != null) {
            row.indexed = false;
        }
    }

    /** Returns how many steps take the hand around. */
    int places() {
        int places = 0;
        for (Segment segment : segments) {
            places += segment.rows.length;
        }
        return places;
    }

    private Segment segment(int hash) {
        return segments[hash >>> (32 - SEGMENT_BITS)];
    }

    private static final class Segment {
        int[] hashes = new int[FIRST_CAPACITY];
        @Nullable ObjectRow[] rows = new @Nullable ObjectRow[FIRST_CAPACITY];
        int count;

        void add(ObjectRow row) {
            if ((count + 1) * 3 > hashes.length * 2) {
                grow();
            }
            place(row);
            count++;
        }

        private void place(ObjectRow row) {
            int mask = hashes.length - 1;
            int slot = row.hash & mask;
            while (hashes[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            hashes[slot] = row.hash;
            rows[slot] = row;
        }

        private void grow() {
            @Nullable ObjectRow[] old = rows;
            hashes = new int[old.length * 2];
            rows = new @Nullable ObjectRow[old.length * 2];
            for (ObjectRow row : old) {
                if (row != null) {
                    place(row);
                }
            }
        }

        int slotOf(ObjectRow row) {
            int mask = hashes.length - 1;
            int slot = row.hash & mask;
            while (rows[slot] != row) {
                if (hashes[slot] == 0) {
                    throw new IllegalStateException("A row is not in the index: key=" + row.key);
                }
                slot = (slot + 1) & mask;
            }
            return slot;
        }

        /** Moves later rows of the same run back, so that no search ends early. */
        void removeAt(int slot) {
            int mask = hashes.length - 1;
            int gap = slot;
            int next = (gap + 1) & mask;
            while (hashes[next] != 0) {
                int home = hashes[next] & mask;
                if (((next - home) & mask) >= ((next - gap) & mask)) {
                    hashes[gap] = hashes[next];
                    rows[gap] = rows[next];
                    gap = next;
                }
                next = (next + 1) & mask;
            }
            hashes[gap] = 0;
            rows[gap] = null;
            count--;
        }
    }
}
