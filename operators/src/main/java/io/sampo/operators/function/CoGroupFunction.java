/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.function;

import io.sampo.core.function.Function;

/**
 * Makes results of all records of two streams that share a key and a window.
 *
 * @param <A> type of the first stream
 * @param <B> type of the second stream
 * @param <O> type of the results
 */
@FunctionalInterface
public interface CoGroupFunction<A, B, O> extends Function {
    /**
     * Called whenever the window fires. The records are in the order in which they came, each
     * stream by itself; of one stream there may be none. Not to be kept.
     *
     * @throws Exception to fail the job
     */
    void coGroup(Iterable<A> first, Iterable<B> second, Collector<O> out) throws Exception;
}
