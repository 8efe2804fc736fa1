/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.stream;

import io.sampo.operators.function.Collector;
import io.sampo.operators.function.RuntimeContext;
import io.sampo.operators.window.ProcessAllWindowFunction;
import io.sampo.operators.window.ProcessWindowFunction;
import io.sampo.operators.window.Window;

/** Runs a function that does not know of the one key of its stream. */
final class WithoutKey<I, R, W extends Window> extends ProcessWindowFunction<I, R, Integer, W> {
    private static final long serialVersionUID = 1L;

    private final ProcessAllWindowFunction<I, R, W> function;

    WithoutKey(ProcessAllWindowFunction<I, R, W> function) {
        this.function = function;
    }

    @Override
    public void open(RuntimeContext context) throws Exception {
        function.open(context);
    }

    @Override
    public void process(Integer key, Context<W> context, Iterable<I> elements, Collector<R> out)
            throws Exception {
        function.process(context, elements, out);
    }

    @Override
    public void clear(Context<W> context) throws Exception {
        function.clear(context);
    }

    @Override
    public void close() throws Exception {
        function.close();
    }
}
