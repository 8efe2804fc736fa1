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

    /**
     * Emits the results for a left record that has met nobody, once it is known that it will not.
     * Called by joins that are outer on the left side; those need an implementation.
     *
     * @throws Exception to fail the job
     */
    public void processLeft(A left, Context context, Collector<O> out) throws Exception {
        throw new UnsupportedOperationException("processLeft is not implemented: " + getClass());
    }

    /**
     * Emits the results for a right record that has met nobody, once it is known that it will not.
     * Called by joins that are outer on the right side; those need an implementation.
     *
     * @throws Exception to fail the job
     */
    public void processRight(B right, Context context, Collector<O> out) throws Exception {
        throw new UnsupportedOperationException("processRight is not implemented: " + getClass());
    }

    /** What a function sees of the pair that it processes; valid during the call. */
    public interface Context {
        /** Returns the timestamp of the left record, {@code Long.MIN_VALUE} if there is none. */
        long leftTimestamp();

        /** Returns the timestamp of the right record, {@code Long.MIN_VALUE} if there is none. */
        long rightTimestamp();

        /**
         * Returns that of the results: the later of both; for a record that met nobody the first
         * time at which that was known, or its own if that is later.
         */
        long timestamp();

        /** Emits to a side output, with the timestamp of the results. */
        <X> void output(OutputTag<X> tag, X value);
    }
}
