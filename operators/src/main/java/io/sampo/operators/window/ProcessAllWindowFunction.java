/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window;

import io.sampo.operators.function.Collector;
import io.sampo.operators.function.RichFunction;
import io.sampo.operators.window.ProcessWindowFunction.Context;

/**
 * Computes the results of a window over all records of a stream; as {@link ProcessWindowFunction},
 * without a key. State is that of the stream.
 *
 * @param <I> type of the elements
 * @param <R> type of the results
 * @param <W> type of the windows
 */
public abstract class ProcessAllWindowFunction<I, R, W extends Window> implements RichFunction {
    private static final long serialVersionUID = 1L;

    /**
     * Called whenever the window fires, as {@link ProcessWindowFunction#process}.
     *
     * @param elements in the order they came; not to be kept
     * @throws Exception to fail the job
     */
    public abstract void process(Context<W> context, Iterable<I> elements, Collector<R> out)
            throws Exception;

    /**
     * Called when the window is gone: clear what is in its {@link Context#windowState}.
     *
     * @throws Exception to fail the job
     */
    public void clear(Context<W> context) throws Exception {}
}
