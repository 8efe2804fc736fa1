/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;
import io.sampo.state.backend.NamespaceType;
import io.sampo.state.backend.SharedNamespaces;
import java.util.ArrayList;
import java.util.List;

/**
 * A window from one time to another.
 *
 * @param start its first millisecond
 * @param end the millisecond after its last
 */
public record TimeWindow(long start, long end) implements Window {
    private static final NamespaceType<TimeWindow> TYPE =
            new NamespaceType<>() {
                @Override
                public String name() {
                    return "time-window";
                }

                @Override
                public void write(TimeWindow window, BinaryOutput target) {
                    target.writeLong(window.start);
                    target.writeLong(window.end);
                }

                @Override
                public TimeWindow read(BinaryInput source) {
                    return new TimeWindow(source.readLong(), source.readLong());
                }
            };

    private static final NamespaceType<TimeWindow> SHARED_TYPE = new SharedNamespaces<>(TYPE);

    /** Returns how such windows are stored. */
    public static NamespaceType<TimeWindow> type() {
        return TYPE;
    }

    /** Returns how windows are stored that all keys have in common. */
    public static NamespaceType<TimeWindow> sharedType() {
        return SHARED_TYPE;
    }

    /**
     * Returns the start of the window that {@code timestamp} lies in, where windows of {@code size}
     * begin at {@code offset} and follow each other. Right for negative timestamps, too (SEMANTICS
     * rule 22).
     */
    public static long startOf(long timestamp, long offset, long size) {
        long rest = (timestamp - offset) % size;
        return rest < 0 ? timestamp - (rest + size) : timestamp - rest;
    }

    /** Returns the session of a single record (SEMANTICS rule 24). */
    static TimeWindow session(long time, long gapMillis) {
        if (gapMillis <= 0) {
            throw new StreamException(
                    ErrorCode.USER_FUNCTION,
                    "The gap of a session must be at least one millisecond: gapMillis="
                            + gapMillis);
        }
        return new TimeWindow(time, time + gapMillis);
    }

    /**
     * Returns the windows of {@code size} that {@code timestamp} lies in, the last first, where one
     * begins at {@code offset} and another with every {@code slide}.
     */
    static List<TimeWindow> sliding(long timestamp, long offset, long size, long slide) {
        List<TimeWindow> windows = new ArrayList<>((int) (size / slide) + 1);
        long last = startOf(timestamp, offset, slide);
        for (long start = last; start > timestamp - size; start -= slide) {
            windows.add(new TimeWindow(start, start + size));
        }
        return windows;
    }

    /**
     * Returns the windows that {@code timestamp} lies in, the shortest first, where those of {@code
     * maxSize} begin at {@code offset} and follow each other, and each has shorter ones that begin
     * with it, one for each {@code step}.
     */
    static List<TimeWindow> cumulating(long timestamp, long offset, long maxSize, long step) {
        long start = startOf(timestamp, offset, maxSize);
        long steps = (timestamp - start) / step + 1;
        List<TimeWindow> windows = new ArrayList<>((int) (maxSize / step - steps) + 1);
        for (long end = start + steps * step; end <= start + maxSize; end += step) {
            windows.add(new TimeWindow(start, end));
        }
        return windows;
    }

    @Override
    public long maxTimestamp() {
        return end - 1;
    }

    /** Returns whether both overlap or touch: one may end where the other starts (rule 24). */
    public boolean touches(TimeWindow other) {
        return start <= other.end && end >= other.start;
    }

    /** Returns the smallest window that holds both. */
    public TimeWindow cover(TimeWindow other) {
        return new TimeWindow(Math.min(start, other.start), Math.max(end, other.end));
    }

    /**
     * As a record has it, but written out: windows are compared for each record, and what a record
     * has by itself is a chain of method handles (7 % of the samples of Nexmark q7).
     */
    @Override
    public boolean equals(Object other) {
        return other instanceof TimeWindow window && start == window.start && end == window.end;
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(start) + Long.hashCode(end);
    }
}
