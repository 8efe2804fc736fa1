/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A map for each key; its entries are read and written one by one.
 *
 * @param <K> type of the map's keys; the same types are fit as for keys of a stream
 * @param <V> type of the map's values, never null
 */
public interface MapState<K, V> extends State {
    /** Returns the value for {@code key}, or null. */
    @Nullable V get(K key);

    /** Sets the value for {@code key}. */
    void put(K key, V value);

    /** Sets all. */
    void putAll(Map<K, V> entries);

    /** Removes {@code key} and its value, if they are there. */
    void remove(K key);

    /** Returns whether there is a value for {@code key}. */
    boolean contains(K key);

    /** Returns whether there is no entry. */
    boolean isEmpty();

    /**
     * Returns the entries, in the order of the keys' bytes in RocksDB and in no particular order in
     * the heap. Valid until the next change of this state.
     */
    Iterable<Map.Entry<K, V>> entries();

    /** Returns the keys; as {@link #entries()}. */
    Iterable<K> keys();

    /** Returns the values; as {@link #entries()}. */
    Iterable<V> values();
}
