/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window;

/**
 * Some records of one key and slice, aggregated where they came from. Travels in their place to the
 * subtask of the key, with the timestamp of the last of them. For the engine.
 *
 * @param <K> type of the key
 * @param <A> type of the accumulator
 * @param key of the records
 * @param accumulator of the records; the receiver's own
 * @param records how many there are
 */
public record Partial<K, A>(K key, A accumulator, long records) {
    /** Returns how many of the user's records came as {@code record}. */
    public static long recordsIn(Object record) {
        return record instanceof Partial<?, ?> partial ? partial.records : 1;
    }
}
