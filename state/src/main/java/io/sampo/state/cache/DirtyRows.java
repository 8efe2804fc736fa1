/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.cache;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The rows that were changed and not written, the longest ago first. May hold rows that have been
 * written or taken back meanwhile: those are {@link CacheRow#CLEAN} and are skipped.
 */
final class DirtyRows {
    private static final int FIRST_CAPACITY = 1024;

    private @Nullable CacheRow[] ring = new @Nullable CacheRow[FIRST_CAPACITY];
    private int head;
    private int size;

    int size() {
        return size;
    }

    void add(CacheRow row) {
        if (size == ring.length) {
            ring = Arrays.copyOf(inOrder(), size * 2);
            head = 0;
        }
        ring[(head + size) & (ring.length - 1)] = row;
        size++;
    }

    @Nullable CacheRow poll() {
        if (size == 0) {
            return null;
        }
        CacheRow row = ring[head];
        ring[head] = null;
        head = (head + 1) & (ring.length - 1);
        size--;
        return row;
    }

    /** Hands over all rows, oldest first, in an array that may be longer; starts over. */
    @Nullable CacheRow[] takeAll() {
        @Nullable CacheRow[] all = head == 0 ? ring : inOrder();
        ring = new @Nullable CacheRow[FIRST_CAPACITY];
        head = 0;
        size = 0;
        return all;
    }

    /** Drops the rows that are clean. */
    void compact() {
        int kept = 0;
        @Nullable CacheRow[] all = inOrder();
        for (CacheRow row : all) {
            if (row != null && row.epoch != CacheRow.CLEAN) {
                all[kept] = row;
                kept++;
            }
        }
        Arrays.fill(all, kept, all.length, null);
        ring = all;
        head = 0;
        size = kept;
    }

    private @Nullable CacheRow[] inOrder() {
        @Nullable CacheRow[] all = new @Nullable CacheRow[ring.length];
        int untilEnd = Math.min(size, ring.length - head);
        System.arraycopy(ring, head, all, 0, untilEnd);
        System.arraycopy(ring, 0, all, untilEnd, size - untilEnd);
        return all;
    }
}
