/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Broadcast state as the other stream sees it: one map that all keys of a subtask share (SEMANTICS
 * rule 45). In memory; what it returns must not be changed.
 *
 * @param <K> type of the map's keys; the same types are fit as for keys of a stream
 * @param <V> type of the map's values, never null
 */
public interface ReadOnlyBroadcastState<K, V> {
    /** Returns the value for {@code key}, or null. */
    @Nullable V get(K key);

    /** Returns whether there is a value for {@code key}. */
    boolean contains(K key);

    /**
     * Returns the entries, in the order in which their keys were first set. Valid until the next
     * change of this state.
     */
    Iterable<Map.Entry<K, V>> entries();
}
