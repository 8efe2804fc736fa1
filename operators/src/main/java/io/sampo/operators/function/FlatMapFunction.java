/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.function;

import io.sampo.core.function.Function;

/**
 * One record in, any number out.
 *
 * @param <T> type of the input
 * @param <R> type of the results
 */
@FunctionalInterface
public interface FlatMapFunction<T, R> extends Function {
    /**
     * Emits the results for {@code value} to {@code out}.
     *
     * @throws Exception to fail the job
     */
    void flatMap(T value, Collector<R> out) throws Exception;
}
