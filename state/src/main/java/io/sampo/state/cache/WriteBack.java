/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.cache;

import io.sampo.core.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the number of dirty rows so low that writing them takes a given time, by writing the oldest
 * in small slices between barriers: then little is left to write at a barrier. How long a row takes
 * is measured.
 */
final class WriteBack {
    private static final int SLICE = 256;
    private static final int MIN_LIMIT = 256;
    private static final double FIRST_NANOS_PER_ROW = 3_000;
    private static final double MIN_NANOS_PER_ROW = 100;
    private static final double WEIGHT_OF_NEWEST = 0.05;

    private final RowWriter writer;
    private final Clock clock;
    private final long timeToFlushNanos;
    private final DirtyRows rows = new DirtyRows();
    private final CacheRow[] slice = new CacheRow[SLICE];
    private double nanosPerRow = FIRST_NANOS_PER_ROW;
    private int dirty;
    private int limit;
    private long written;

    WriteBack(RowWriter writer, Clock clock, long timeToFlushNanos) {
        this.writer = writer;
        this.clock = clock;
        this.timeToFlushNanos = timeToFlushNanos;
        limitTo(Integer.MAX_VALUE);
    }

    /** Returns how many rows are dirty. */
    int dirty() {
        return dirty;
    }

    /** Returns how many may be. */
    int limit() {
        return limit;
    }

    /** Returns how many rows have been written, but for those of marks. */
    long rowsWritten() {
        return written;
    }

    /** A row has become dirty. */
    void add(CacheRow row) {
        rows.add(row);
        dirty++;
    }

    /** A dirty row need not be written, or was written by the caller; it must be clean by now. */
    void removed() {
        dirty--;
    }

    /** Sets the limit anew. {@code maxRows} is how many the memory allows. */
    void limitTo(int maxRows) {
        double inTime = timeToFlushNanos / nanosPerRow;
        limit = (int) Math.max(MIN_LIMIT, Math.min(inTime, maxRows));
    }

    /** Drops rows that were written by others, which would keep their values in memory. */
    void compact() {
        rows.compact();
    }

    /** Writes some rows if there are too many. */
    void step(int epoch) {
        if (rows.size() > dirty + dirty / 4 + SLICE) {
            compact();
        }
        if (dirty > limit) {
            writeSlice(epoch);
        }
    }

    /** Writes up to 256 rows; returns how many. */
    int writeSlice(int epoch) {
        int sparing = 4 * SLICE;
        long start = clock.nanoTime();
        int count = 0;
        while (count < SLICE) {
            CacheRow row = rows.poll();
            if (row == null) {
                break;
            }
            if (row.epoch != epoch) {
                continue;
            }
            if (row.changedAgain && sparing > 0) {
                // a row that changes often would be written for nothing
                row.changedAgain = false;
                rows.add(row);
                sparing--;
                continue;
            }
            row.write(writer);
            slice[count] = row;
            count++;
        }
        writer.flush();
        for (int i = 0; i < count; i++) {
            slice[i].epoch = CacheRow.CLEAN;
            slice[i].written();
        }
        dirty -= count;
        measured(count, clock.nanoTime() - start);
        return count;
    }

    /** So long did it take to write that many rows. */
    void measured(int count, long nanos) {
        written += count;
        if (count >= SLICE / 4) {
            double now = Math.max(MIN_NANOS_PER_ROW, (double) nanos / count);
            nanosPerRow += WEIGHT_OF_NEWEST * (now - nanosPerRow);
        }
    }

    /** Hands over all dirty rows, oldest first. Some places may be empty, some rows clean. */
    @Nullable CacheRow[] takeAll() {
        dirty = 0;
        return rows.takeAll();
    }
}
