/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.function;

import io.sampo.state.ReadOnlyBroadcastState;
import io.sampo.state.State;
import io.sampo.state.StateDescriptor;

/**
 * The function on a keyed stream that is connected with a broadcast one: has state and timers for
 * each key, and broadcast state that all keys share. Else as {@link BroadcastProcessFunction}.
 *
 * @param <K> type of the keys
 * @param <A> type of the keyed stream
 * @param <B> type of the broadcast stream
 * @param <O> type of the results
 */
public abstract class KeyedBroadcastProcessFunction<K, A, B, O> implements RichFunction {
    private static final long serialVersionUID = 1L;

    /**
     * Processes one record of the keyed stream, with its key as the current one.
     *
     * @throws Exception to fail the job
     */
    public abstract void processElement(A value, ReadOnlyContext<K> context, Collector<O> out)
            throws Exception;

    /**
     * Processes one record of the broadcast stream, which may change the broadcast state. There is
     * no key, so no timers, and state through {@link Context#applyToKeyedState} only. Called in
     * every subtask, and must do the same to the broadcast state in each.
     *
     * @throws Exception to fail the job
     */
    public abstract void processBroadcastElement(B value, Context<K> context, Collector<O> out)
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
     * What the function sees of a record of the broadcast stream; valid during the call.
     *
     * @param <K> type of the keys
     */
    public interface Context<K> extends BroadcastProcessFunction.Context {
        /**
         * Calls {@code function} for every key of this subtask that has something in a state; over
         * all subtasks, for every key. They come in any order. Takes long where there are many keys
         * or the state is not in memory: nothing else happens in the subtask meanwhile.
         *
         * @throws Exception from the function; and {@code StreamException} with {@code
         *     INVALID_PROGRAM} if the name is in use for state of another kind or type
         */
        <S extends State> void applyToKeyedState(
                StateDescriptor<S> descriptor, KeyedStateFunction<K, S> function) throws Exception;
    }

    /**
     * What the function sees of a record of the keyed stream; valid during the call.
     *
     * @param <K> type of the keys
     */
    public interface ReadOnlyContext<K> extends KeyedProcessFunction.Context<K> {
        /**
         * Returns broadcast state; as {@link
         * BroadcastProcessFunction.ReadOnlyContext#getBroadcastState}.
         */
        <U, V> ReadOnlyBroadcastState<U, V> getBroadcastState(
                StateDescriptor.Mapping<U, V> descriptor);
    }

    /**
     * As {@link ReadOnlyContext}, for a timer that fires.
     *
     * @param <K> type of the keys
     */
    public interface OnTimerContext<K>
            extends ReadOnlyContext<K>, KeyedProcessFunction.OnTimerContext<K> {}
}
