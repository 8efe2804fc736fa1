/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.function;

/**
 * Finds the key of a record.
 *
 * @param <T> type of the records
 * @param <K> type of the keys: strings, boxed primitives, UUIDs, enums, byte arrays, or records of
 *     such
 */
@FunctionalInterface
public interface KeySelector<T, K> extends Function {
    /**
     * Returns the key of {@code record}. Called by the sending subtask, once for each record; must
     * give the same key whenever it is called with an equal record, and never {@code null}.
     *
     * @throws Exception to fail the job
     */
    K getKey(T record) throws Exception;
}
