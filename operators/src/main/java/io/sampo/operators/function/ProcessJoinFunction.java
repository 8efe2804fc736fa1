/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.function;

/**
 * Makes results of pairs of records that a join has brought together.
 *
 * @param <A> type of the left stream
 * @param <B> type of the right stream
 * @param <O> type of the results
 */
public abstract class ProcessJoinFunction<A, B, O> implements RichFunction {
    private static final long serialVersionUID = 1L;

    /**
     * Emits the results for a pair, once for each pair; which of the two came first is open.
     *
     * @throws Exception to fail the job
     */
    public abstract void processElement(A left, B right, Context context, Collector<O> out)
            throws Exception;

    /** What a function sees of the pair that it processes; valid during the call. */
    public interface Context {
        /** Returns the timestamp of the left record. */
        long leftTimestamp();

        /** Returns the timestamp of the right record. */
        long rightTimestamp();

        /** Returns the later of both, which is that of the results. */
        long timestamp();

        /** Emits to a side output, with the timestamp of the results. */
        <X> void output(OutputTag<X> tag, X value);
    }
}
