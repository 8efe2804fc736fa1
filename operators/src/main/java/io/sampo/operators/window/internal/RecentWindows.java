/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window.internal;

import io.sampo.operators.window.TimeWindow;
import org.jspecify.annotations.Nullable;

/**
 * Windows, or slices, of one size that follow each other: one object for each instead of one for
 * each of its keys.
 */
final class RecentWindows {
    /** A power of two. Records come for a few windows at a time. */
    private static final int RECENT = 4;

    private final long size;
    private final long offset;

    /** A window is where it belongs. */
    private final @Nullable TimeWindow[] recent = new @Nullable TimeWindow[RECENT];

    RecentWindows(long size, long offset) {
        this.size = size;
        this.offset = offset;
    }

    /** Returns the window that a timestamp lies in. */
    TimeWindow at(long timestamp) {
        long start = TimeWindow.startOf(timestamp, offset, size);
        int place = (int) Math.floorDiv(start, size) & (RECENT - 1);
        TimeWindow known = recent[place];
        if (known != null && known.start() == start) {
            return known;
        }
        TimeWindow made = new TimeWindow(start, start + size);
        recent[place] = made;
        return made;
    }
}
