/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.function;

import io.sampo.core.function.Function;

/**
 * One record in, of either of two streams, any number out. Both methods are called on the subtask's
 * thread, one at a time, and may share fields; on keyed streams, with {@link RichFunction}, state.
 *
 * @param <A> type of the first stream
 * @param <B> type of the second stream
 * @param <R> type of the results
 */
public interface CoFlatMapFunction<A, B, R> extends Function {
    /**
     * Emits the results for a record of the first stream to {@code out}.
     *
     * @throws Exception to fail the job
     */
    void flatMap1(A value, Collector<R> out) throws Exception;

    /** Emits the results for a record of the second stream; as {@link #flatMap1}. */
    void flatMap2(B value, Collector<R> out) throws Exception;
}
