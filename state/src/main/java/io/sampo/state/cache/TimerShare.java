/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.cache;

import java.util.ArrayList;
import java.util.List;

/**
 * The rows of timers that are in memory, which are not in the index of the cache: how many there
 * are, and that they take no more than a quarter of its budget. Confined to the subtask's thread.
 */
final class TimerShare {
    private static final int SHARE = 4;

    private final List<Rows> all = new ArrayList<>();
    private int rows;
    private long bytes;

    /** With less it is in vain to look for timers that are not needed. */
    private long bytesToReclaim;

    /** Those of one queue. */
    interface Rows {
        /**
         * Drops clean rows that are not needed soon.
         *
         * @param kept how many rows should be left, if so many can go
         * @return whether there were any
         */
        boolean reclaim(int kept);
    }

    void add(Rows queue) {
        all.add(queue);
    }

    /** There are more or fewer rows in memory. */
    void count(int moreRows, long moreBytes) {
        rows += moreRows;
        bytes += moreBytes;
    }

    int rows() {
        return rows;
    }

    /** Returns whether it is time to drop some. */
    boolean isOver(long budget) {
        return bytes > Math.max(budget / SHARE, bytesToReclaim);
    }

    /** Drops what is not needed soon down to half of the share; returns whether there was any. */
    boolean reclaim(long budget) {
        if (rows == 0) {
            return false;
        }
        long bytesPerRow = Math.max(1, bytes / rows);
        long kept = budget / SHARE / 2 / bytesPerRow / Math.max(1, all.size());
        boolean any = false;
        for (Rows queue : all) {
            any |= queue.reclaim((int) Math.min(Integer.MAX_VALUE, kept));
        }
        // to look again at timers that are needed, or dirty, is in vain until there are more
        bytesToReclaim = bytes + bytes / SHARE;
        return any;
    }
}
