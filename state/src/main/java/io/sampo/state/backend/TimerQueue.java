/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.backend;

import org.jspecify.annotations.Nullable;

/**
 * Timers of one operator in one subtask: a set of (key, timestamp, namespace), the earliest first
 * (SEMANTICS rules 36 to 40). Part of the keyed state: kept by key group and in its snapshots.
 *
 * @param <K> type of the keys
 * @param <N> type of the namespaces
 */
public interface TimerQueue<K, N> {
    /** Adds a timer for the current key; returns false if it was there already. */
    boolean add(long timestamp, N namespace);

    /** Removes a timer of the current key; returns false if there was none. */
    boolean remove(long timestamp, N namespace);

    /**
     * Returns the timestamp of the earliest timer of any key, or {@code Long.MAX_VALUE} if none.
     */
    long nextTimestamp();

    /**
     * Removes and returns an earliest timer if its timestamp is at most {@code time}, else returns
     * null. Ties come in any order. Does not set the current key.
     */
    @Nullable Timer<K, N> pollUntil(long time);

    /** Returns whether there is no timer. */
    boolean isEmpty();

    /**
     * A timer.
     *
     * @param timestamp milliseconds, of event or processing time
     * @param key of whom
     * @param keyHash the key's hash
     * @param namespace for what
     */
    record Timer<K, N>(long timestamp, K key, int keyHash, N namespace) {}
}
