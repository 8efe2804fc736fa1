/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.function;

import io.sampo.state.BroadcastState;
import io.sampo.state.ReadOnlyBroadcastState;
import io.sampo.state.StateDescriptor;

/**
 * The function on a stream without keys that is connected with a broadcast one. What it learns from
 * the broadcast stream it keeps in broadcast state, which is in every checkpoint, and of which each
 * subtask has a copy (SEMANTICS rules 7 and 45). There is no order between the two streams: the
 * state may lack what the broadcast stream will bring.
 *
 * @param <A> type of the stream
 * @param <B> type of the broadcast stream
 * @param <O> type of the results
 */
public abstract class BroadcastProcessFunction<A, B, O> implements RichFunction {
    private static final long serialVersionUID = 1L;

    /**
     * Processes one record of the stream, which may read the broadcast state.
     *
     * @throws Exception to fail the job
     */
    public abstract void processElement(A value, ReadOnlyContext context, Collector<O> out)
            throws Exception;

    /**
     * Processes one record of the broadcast stream, which may change the broadcast state. Called in
     * every subtask, and must do the same to the state in each.
     *
     * @throws Exception to fail the job
     */
    public abstract void processBroadcastElement(B value, Context context, Collector<O> out)
            throws Exception;

    /** What the function sees of a record of the stream; valid during the call. */
    public interface ReadOnlyContext extends ProcessFunction.Context {
        /**
         * Returns broadcast state.
         *
         * @throws io.sampo.core.error.StreamException with {@code INVALID_PROGRAM} if it was not
         *     given to {@code broadcast(...)}
         */
        <K, V> ReadOnlyBroadcastState<K, V> getBroadcastState(
                StateDescriptor.Mapping<K, V> descriptor);
    }

    /** What the function sees of a record of the broadcast stream; valid during the call. */
    public interface Context extends ProcessFunction.Context {
        /** Returns broadcast state, to be changed; errors as in {@link ReadOnlyContext}. */
        <K, V> BroadcastState<K, V> getBroadcastState(StateDescriptor.Mapping<K, V> descriptor);
    }
}
