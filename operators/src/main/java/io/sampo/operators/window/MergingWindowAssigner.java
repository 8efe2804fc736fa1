/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window;

import org.jspecify.annotations.Nullable;

/**
 * Assigns a window of its own to each record; windows of one key that belong together become one.
 *
 * @param <T> type of the records
 * @param <W> type of the windows
 */
public interface MergingWindowAssigner<T, W extends Window> extends WindowAssigner<T, W> {
    /** Returns the window that the two become together, or null if they stay apart. */
    @Nullable W merge(W left, W right);
}
