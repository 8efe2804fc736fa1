/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.cache;

import java.util.Arrays;

/**
 * The key groups that have timers, the one with the earliest first: a binary heap that finds the
 * place of a key group without a search.
 */
final class KeyGroupHeads {
    private static final int ABSENT = -1;

    private final int[] heap;
    private final int[] places;
    private final long[] timestamps;
    private int size;

    KeyGroupHeads(int keyGroups) {
        heap = new int[keyGroups];
        places = new int[keyGroups];
        timestamps = new long[keyGroups];
        Arrays.fill(places, ABSENT);
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Returns the index of a key group with the earliest timer; there must be one. */
    int first() {
        return heap[0];
    }

    /** Returns the timestamp of the earliest timer; there must be one. */
    long firstTimestamp() {
        return timestamps[heap[0]];
    }

    /** Returns the timestamp of a key group's earliest timer; there must be one. */
    long timestamp(int keyGroup) {
        return timestamps[keyGroup];
    }

    /** A key group has one more timer. */
    void lower(int keyGroup, long timestamp) {
        if (places[keyGroup] == ABSENT || timestamp < timestamps[keyGroup]) {
            set(keyGroup, timestamp);
        }
    }

    /** The earliest timer of a key group has that timestamp now. */
    void set(int keyGroup, long timestamp) {
        int place = places[keyGroup];
        if (place == ABSENT) {
            place = size;
            size++;
            heap[place] = keyGroup;
            places[keyGroup] = place;
        }
        timestamps[keyGroup] = timestamp;
        sift(place);
    }

    /** A key group has no timer now. */
    void remove(int keyGroup) {
        int place = places[keyGroup];
        if (place == ABSENT) {
            return;
        }
        places[keyGroup] = ABSENT;
        size--;
        if (place < size) {
            heap[place] = heap[size];
            places[heap[place]] = place;
            sift(place);
        }
    }

    private void sift(int from) {
        int place = from;
        while (place > 0 && isBefore(place, (place - 1) / 2)) {
            swap(place, (place - 1) / 2);
            place = (place - 1) / 2;
        }
        while (true) {
            int child = 2 * place + 1;
            if (child >= size) {
                return;
            }
            if (child + 1 < size && isBefore(child + 1, child)) {
                child++;
            }
            if (!isBefore(child, place)) {
                return;
            }
            swap(place, child);
            place = child;
        }
    }

    private boolean isBefore(int left, int right) {
        return timestamps[heap[left]] < timestamps[heap[right]];
    }

    private void swap(int left, int right) {
        int keyGroup = heap[left];
        heap[left] = heap[right];
        heap[right] = keyGroup;
        places[heap[left]] = left;
        places[heap[right]] = right;
    }
}
