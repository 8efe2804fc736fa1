/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.function;

/**
 * The general function on two connected streams without keys: sees timestamps and watermarks, has
 * side outputs. There is no order between records of the two streams.
 *
 * @param <A> type of the first stream
 * @param <B> type of the second stream
 * @param <O> type of the results
 */
public abstract class CoProcessFunction<A, B, O> implements RichFunction {
    private static final long serialVersionUID = 1L;

    /**
     * Processes one record of the first stream.
     *
     * @param context its watermark is that of both streams together
     * @throws Exception to fail the job
     */
    public abstract void processElement1(A value, ProcessFunction.Context context, Collector<O> out)
            throws Exception;

    /** Processes one record of the second stream; as {@link #processElement1}. */
    public abstract void processElement2(B value, ProcessFunction.Context context, Collector<O> out)
            throws Exception;
}
