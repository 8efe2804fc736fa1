/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window.internal;

import io.sampo.operators.window.SlidingEventTimeWindows;
import io.sampo.operators.window.TimeWindow;
import io.sampo.operators.window.TumblingEventTimeWindows;
import java.io.Serializable;

/**
 * How aligned windows are cut into slices.
 *
 * @param size of a window
 * @param slide from one window to the next
 * @param offset where windows begin
 * @param slice length of a slice: the greatest that divides size and slide
 */
record SliceShape(long size, long slide, long offset, long slice) implements Serializable {
    /** With more slices in a slide, a slice is hardly shared by more records than a window. */
    private static final long MOST_SLICES_IN_SLIDE = 4;

    static SliceShape of(SlidingEventTimeWindows windows) {
        long size = windows.sizeMillis();
        long slide = windows.slideMillis();
        return new SliceShape(size, slide, windows.offsetMillis(), commonDivisor(size, slide));
    }

    /** Tumbling windows are slices themselves. */
    static SliceShape of(TumblingEventTimeWindows windows) {
        long size = windows.sizeMillis();
        return new SliceShape(size, size, windows.offsetMillis(), size);
    }

    /** Returns whether slices are less work than windows. */
    boolean pays() {
        return slide <= size && slide / slice <= MOST_SLICES_IN_SLIDE;
    }

    /** Returns how many slices a window has. */
    long slices() {
        return size / slice;
    }

    private static long commonDivisor(long left, long right) {
        return right == 0 ? left : commonDivisor(right, left % right);
    }

    /** Returns the start of the slice that a timestamp lies in. */
    long sliceAt(long timestamp) {
        return TimeWindow.startOf(timestamp, offset, slice);
    }

    /** Returns the end of the last window that a slice belongs to. */
    long lastEndOf(long sliceStart) {
        return TimeWindow.startOf(sliceStart, offset, slide) + size;
    }

    /** Returns the end of the first window that a slice belongs to and that has not fired yet. */
    long firstEndOf(long sliceStart, long watermark) {
        // Ends are where starts are, moved by the size. The first one above both.
        return TimeWindow.startOf(Math.max(sliceStart, watermark + 1), offset + size, slide)
                + slide;
    }

    /** Returns the end of the last window that is over at a watermark. */
    long lastEndUntil(long watermark) {
        return TimeWindow.startOf(watermark + 1, offset + size, slide);
    }

    TimeWindow windowTo(long end) {
        return new TimeWindow(end - size, end);
    }

    /** Returns a text that is the same as long as stored slices mean the same. */
    String describe() {
        return "slices size=" + size + " slide=" + slide + " offset=" + offset;
    }
}
