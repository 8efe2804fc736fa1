/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window;

import io.sampo.operators.function.Collector;
import io.sampo.operators.function.OutputTag;
import io.sampo.operators.function.RichFunction;
import io.sampo.state.State;
import io.sampo.state.StateDescriptor;

/**
 * Computes the results of a window from all that is in it. Without an incremental function before
 * it, the window keeps every record; with one, there is exactly one element.
 *
 * @param <I> type of the elements
 * @param <R> type of the results
 * @param <K> type of the keys
 * @param <W> type of the windows
 */
public abstract class ProcessWindowFunction<I, R, K, W extends Window> implements RichFunction {
    private static final long serialVersionUID = 1L;

    /**
     * Called whenever the window fires: once, or several times if records come late or the trigger
     * says so. Results get the timestamp of the window's end.
     *
     * @param elements in the order they came; not to be kept
     * @throws Exception to fail the job
     */
    public abstract void process(K key, Context<W> context, Iterable<I> elements, Collector<R> out)
            throws Exception;

    /**
     * Called when the window is gone: clear what is in its {@link Context#windowState}.
     *
     * @throws Exception to fail the job
     */
    public void clear(Context<W> context) throws Exception {}

    /**
     * What a function sees of the window and key that it is called for; valid during the call.
     *
     * @param <W> type of the windows
     */
    public interface Context<W extends Window> {
        /** Returns the window. */
        W window();

        /** Returns the wall-clock time in milliseconds. */
        long currentProcessingTime();

        /** Returns the watermark, or {@code Long.MIN_VALUE} before the first. */
        long currentWatermark();

        /**
         * Returns state of this key and window.
         *
         * @throws io.sampo.core.error.StreamException with {@code INVALID_PROGRAM} for windows that
         *     merge, such as sessions
         */
        <S extends State> S windowState(StateDescriptor<S> descriptor);

        /** Returns state of this key, shared by all its windows. */
        <S extends State> S globalState(StateDescriptor<S> descriptor);

        /** Emits to a side output, with the timestamp of the window's end. */
        <X> void output(OutputTag<X> tag, X value);
    }
}
