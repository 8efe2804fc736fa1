/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window.internal;

import io.sampo.operators.window.Window;

/**
 * Makes results of what a window of the current key holds, and emits them.
 *
 * @param <W> type of the windows
 * @param <V> type of what they hold
 */
interface WindowResults<W extends Window, V> {
    void emit(W window, V contents) throws Exception;

    /** The window is gone. */
    default void clear(W window) throws Exception {}
}
