/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window.internal;

import io.sampo.operators.window.Window;

/**
 * What happens to records and windows. Nothing is remembered here but in the operator's state.
 *
 * @param <T> type of the records
 * @param <W> type of the windows
 */
interface WindowLogic<T, W extends Window> {
    /**
     * Adds a record of the current key to its windows.
     *
     * @return false if it is late: no window took it, since all have gone (SEMANTICS rule 28)
     */
    boolean take(T record, long timestamp) throws Exception;

    /** A timer of a window of the current key fires. */
    void onTimer(long timestamp, W window, boolean eventTime) throws Exception;
}
