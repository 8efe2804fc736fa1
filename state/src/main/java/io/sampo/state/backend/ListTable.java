/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.backend;

import java.util.List;

/**
 * One list for each (current key, namespace), appended to without reading it.
 *
 * @param <N> type of the namespaces
 * @param <V> type of the elements, never null
 */
public interface ListTable<N, V> {
    /**
     * Returns the elements in order; empty if there are none. Read-only, valid until the next
     * change.
     */
    Iterable<V> get(N namespace);

    /** Appends one element. */
    void add(N namespace, V element);

    /** Replaces the list; an empty one removes it. */
    void put(N namespace, List<V> elements);

    /** Removes the list, if there is one. */
    void remove(N namespace);

    /** Returns whether the list has no element. */
    boolean isEmpty(N namespace);

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
