/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.function;

/**
 * Combines two values into one of the same type; associative.
 *
 * @param <T> type of the values
 */
@FunctionalInterface
public interface ReduceFunction<T> extends Function {
    /**
     * Returns the combination of the two; it may change and return {@code left}.
     *
     * @throws Exception to fail the job
     */
    T reduce(T left, T right) throws Exception;
}
