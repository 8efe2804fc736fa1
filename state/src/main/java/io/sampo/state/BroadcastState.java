/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state;

import java.util.Map;

/**
 * Broadcast state as the broadcast stream sees it, which alone may change it. Every subtask has a
 * copy of its own, and it is stored with each; so that all stay the same, each must do the same
 * with the same records, in whatever order those of different senders come (SEMANTICS rule 45).
 *
 * @param <K> type of the map's keys; the same types are fit as for keys of a stream
 * @param <V> type of the map's values, never null
 */
public interface BroadcastState<K, V> extends ReadOnlyBroadcastState<K, V> {
    /** Sets the value for {@code key}. */
    void put(K key, V value);

    /** Sets all. */
    void putAll(Map<K, V> entries);

    /** Removes {@code key} and its value, if they are there. */
    void remove(K key);

    /** Removes all. */
    void clear();
}
