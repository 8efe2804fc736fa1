/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.workload;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/**
 * The sliding windows of q5, made of slices of one slide each: a slice is added to the totals when
 * it is complete and taken away when the window has left it, so that a bid is counted once and not
 * once per window.
 */
final class HotAuctions {

    private static final int SLICES = (int) (NexmarkRows.WINDOW_MS / NexmarkRows.SLIDE_MS);

    private final Map<Long, long[]> totals = new HashMap<>();
    private final ArrayDeque<Map<Long, long[]>> slices = new ArrayDeque<>();
    private final Checksum checksum;

    private long lastEnd;

    HotAuctions(Checksum checksum) {
        this.checksum = checksum;
    }

    /** Adds the next slice with bids; it ends after all added before. */
    void add(long end, Map<Long, long[]> slice) {
        while (!totals.isEmpty() && lastEnd + NexmarkRows.SLIDE_MS < end) {
            slide(lastEnd + NexmarkRows.SLIDE_MS, Map.of());
        }
        slide(end, slice);
    }

    /** Puts out the windows that reach beyond the last slice. */
    void finish() {
        while (!totals.isEmpty()) {
            slide(lastEnd + NexmarkRows.SLIDE_MS, Map.of());
        }
    }

    private void slide(long end, Map<Long, long[]> slice) {
        lastEnd = end;
        slices.addLast(slice);
        slice.forEach(
                (auction, count) ->
                        totals.computeIfAbsent(auction, id -> new long[1])[0] += count[0]);
        if (slices.size() > SLICES) {
            slices.removeFirst().forEach(this::takeAway);
        }
        putOut(end);
    }

    private void takeAway(long auction, long[] count) {
        totals.computeIfPresent(
                auction,
                (id, total) -> {
                    total[0] -= count[0];
                    return total[0] == 0 ? null : total;
                });
    }

    private void putOut(long end) {
        long most = 0;
        for (long[] total : totals.values()) {
            most = Math.max(most, total[0]);
        }
        for (Map.Entry<Long, long[]> total : totals.entrySet()) {
            if (total.getValue()[0] == most) {
                checksum.add(NexmarkRows.q5(end, total.getKey(), most));
            }
        }
    }
}
