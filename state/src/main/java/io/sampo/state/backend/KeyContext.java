/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.backend;

/**
 * Sets the key that all state of one operator refers to.
 *
 * @param <K> type of the keys
 */
public interface KeyContext<K> {
    /**
     * Makes {@code key} the current one. Called for every record, so it must be cheap: the state of
     * the key is looked up at the first access.
     *
     * @param keyHash its {@link io.sampo.state.keygroup.KeyGroups#hash}, computed once by the
     *     sender
     */
    void setCurrentKey(K key, int keyHash);

    /** Leaves no key current: to use state is an error until the next one is set. */
    void clearCurrentKey();

    /** Returns the current key. */
    K currentKey();

    /** Returns the hash of the current key. */
    int currentKeyHash();
}
