/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window.internal;

import io.sampo.state.backend.NamespaceRows;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the windows of the current key hold.
 *
 * @param <T> type of the records
 * @param <W> type of the windows
 * @param <V> type of what is got out
 */
interface WindowContents<T, W, V> {
    /** Returns whether the window was empty before. */
    boolean add(W window, T record, long timestamp) throws Exception;

    /** Returns null if nothing was added. */
    @Nullable V get(W window) throws Exception;

    /** Results were made of {@code value}, which {@link #get} has returned and they may change. */
    default void emitted(W window, V value) {}

    void clear(W window);

    /** Moves what is in {@code sources} into {@code target}, in order. */
    void merge(W target, List<W> sources) throws Exception;

    /** Returns the rows by window, where the backend keeps them so. */
    NamespaceRows<W> rows();
}
