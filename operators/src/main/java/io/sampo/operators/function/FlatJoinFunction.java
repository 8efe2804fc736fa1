/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.function;

import io.sampo.core.function.Function;

/**
 * Makes any number of results of each pair that a window join has brought together.
 *
 * @param <A> type of the first stream
 * @param <B> type of the second stream
 * @param <O> type of the results
 */
@FunctionalInterface
public interface FlatJoinFunction<A, B, O> extends Function {
    /**
     * Emits the results of a pair.
     *
     * @throws Exception to fail the job
     */
    void join(A first, B second, Collector<O> out) throws Exception;
}
