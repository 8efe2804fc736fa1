/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.function;

import io.sampo.operators.timer.TimerService;

/**
 * The general function on a keyed stream: has state and timers for each key.
 *
 * @param <K> type of the keys
 * @param <I> type of the input
 * @param <O> type of the results
 */
public abstract class KeyedProcessFunction<K, I, O> implements RichFunction {
    private static final long serialVersionUID = 1L;

    /**
     * Processes one record of the current key.
     *
     * @throws Exception to fail the job
     */
    public abstract void processElement(I value, Context<K> context, Collector<O> out)
            throws Exception;

    /**
     * Called when a timer fires, with its key as the current one.
     *
     * @param timestamp of the timer
     * @throws Exception to fail the job
     */
    public void onTimer(long timestamp, OnTimerContext<K> context, Collector<O> out)
            throws Exception {}

    /**
     * What a function sees of the record that it processes; valid during the call.
     *
     * @param <K> type of the keys
     */
    public interface Context<K> {
        /** Returns the record's timestamp, or {@code Long.MIN_VALUE} if it has none. */
        long timestamp();

        /** Returns the current key. */
        K getCurrentKey();

        /** Returns the timers and times. */
        TimerService timerService();

        /** Emits to a side output, with the current timestamp. */
        <X> void output(OutputTag<X> tag, X value);
    }

    /**
     * As {@link Context}, for a timer that fires.
     *
     * @param <K> type of the keys
     */
    public interface OnTimerContext<K> extends Context<K> {
        /** Returns whether the timer is one of event time or of processing time. */
        TimeDomain timeDomain();
    }
}
