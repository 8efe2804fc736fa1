/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.function;

import io.sampo.core.function.Function;

/**
 * One record in, one record out.
 *
 * @param <T> type of the input
 * @param <R> type of the result
 */
@FunctionalInterface
public interface MapFunction<T, R> extends Function {
    /**
     * Returns the result for {@code value}.
     *
     * @throws Exception to fail the job
     */
    R map(T value) throws Exception;
}
