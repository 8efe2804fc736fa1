/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.backend;

import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One map for each (current key, namespace), read and written entry by entry.
 *
 * @param <N> type of the namespaces
 * @param <U> type of the maps' keys, fit for a {@link io.sampo.core.type.KeyType}
 * @param <V> type of the maps' values
 */
public interface MapTable<N, U, V> {
    /** Returns the value or null; as {@link ValueTable#get}. */
    @Nullable V get(N namespace, U userKey);

    /** Sets the value. */
    void put(N namespace, U userKey, V value);

    /** Removes the entry, if there is one. */
    void remove(N namespace, U userKey);

    /** Returns whether there is an entry. */
    boolean contains(N namespace, U userKey);

    /** Returns whether the map has no entry. */
    boolean isEmpty(N namespace);

    /**
     * Returns the entries; in the order of the keys' bytes where the backend is ordered. {@code
     * remove} works; any other change of the map in between ends the iterator's validity.
     */
    Iterator<Map.Entry<U, V>> entries(N namespace);

    /** Removes all entries of the map. */
    void clear(N namespace);
}
