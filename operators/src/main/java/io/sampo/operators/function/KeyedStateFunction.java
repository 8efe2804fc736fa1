/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.function;

import io.sampo.state.State;

/**
 * Does something to the state of one key.
 *
 * @param <K> type of the keys
 * @param <S> the kind of state
 */
@FunctionalInterface
public interface KeyedStateFunction<K, S extends State> {
    /**
     * Called for one key after the other, on the subtask's thread.
     *
     * @param state that of {@code key}; valid during the call
     * @throws Exception to fail the job
     */
    void process(K key, S state) throws Exception;
}
