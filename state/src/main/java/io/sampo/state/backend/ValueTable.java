/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.backend;

import org.jspecify.annotations.Nullable;

/**
 * One value for each (current key, namespace).
 *
 * @param <N> type of the namespaces
 * @param <V> type of the values
 */
public interface ValueTable<N, V> {
    /**
     * Returns the value or null. The caller may change the object if it then {@link #put}s it; an
     * object that an open snapshot still needs is never handed out, a copy is.
     */
    @Nullable V get(N namespace);

    /** Returns the value that the next {@link #put} replaces; null if that has expired. */
    default @Nullable V getToChange(N namespace) {
        return get(namespace);
    }

    /** Sets the value. The table keeps the object itself. */
    void put(N namespace, V value);

    /** Removes the value, if there is one. */
    void remove(N namespace);

    /**
     * Returns the rows by namespace.
     *
     * @throws UnsupportedOperationException unless the table has {@link SharedNamespaces}, in a
     *     backend that {@link KeyedStateBackend#walksNamespaces}
     */
    default NamespaceRows<N> rows() {
        throw new UnsupportedOperationException("The rows of this table are kept by key");
    }
}
