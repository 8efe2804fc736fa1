/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.backend;

/**
 * Keyed state of which only one key's is needed at a time, since all records of a key come in a
 * row: bounded mode.
 *
 * @param <K> type of the keys
 */
public interface ForgettingBackend<K> extends KeyedStateBackend<K> {
    /**
     * Forgets all state and timers of the current key, and leaves none current. No other key may
     * have any.
     */
    void forgetCurrentKey();
}
