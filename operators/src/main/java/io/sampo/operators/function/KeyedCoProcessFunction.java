/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.function;

/**
 * The general function on two connected keyed streams: has state and timers for each key, which
 * both streams share. There is no order between records of the two streams, so state must tell
 * which of them has come already.
 *
 * @param <K> type of the keys
 * @param <A> type of the first stream
 * @param <B> type of the second stream
 * @param <O> type of the results
 */
public abstract class KeyedCoProcessFunction<K, A, B, O> implements RichFunction {
    private static final long serialVersionUID = 1L;

    /**
     * Processes one record of the first stream, with its key as the current one.
     *
     * @param context its watermark is that of both streams together
     * @throws Exception to fail the job
     */
    public abstract void processElement1(
            A value, KeyedProcessFunction.Context<K> context, Collector<O> out) throws Exception;

    /** Processes one record of the second stream; as {@link #processElement1}. */
    public abstract void processElement2(
            B value, KeyedProcessFunction.Context<K> context, Collector<O> out) throws Exception;

    /**
     * Called when a timer fires, with its key as the current one.
     *
     * @param timestamp of the timer
     * @throws Exception to fail the job
     */
    public void onTimer(
            long timestamp, KeyedProcessFunction.OnTimerContext<K> context, Collector<O> out)
            throws Exception {}
}
