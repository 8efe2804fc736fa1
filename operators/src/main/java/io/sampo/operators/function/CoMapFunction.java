/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.function;

import io.sampo.core.function.Function;

/**
 * One record in, of either of two streams, one record out. Both methods are called on the subtask's
 * thread, one at a time, and may share fields.
 *
 * @param <A> type of the first stream
 * @param <B> type of the second stream
 * @param <R> type of the results
 */
public interface CoMapFunction<A, B, R> extends Function {
    /**
     * Returns the result for a record of the first stream; not null.
     *
     * @throws Exception to fail the job
     */
    R map1(A value) throws Exception;

    /** Returns the result for a record of the second stream; as {@link #map1}. */
    R map2(B value) throws Exception;
}
