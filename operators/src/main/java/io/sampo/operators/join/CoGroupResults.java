/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.join;

import io.sampo.operators.function.CoGroupFunction;
import io.sampo.operators.function.Collector;
import io.sampo.operators.function.RuntimeContext;
import io.sampo.operators.process.OperatorRuntimeContext;
import io.sampo.operators.window.ProcessWindowFunction;
import io.sampo.operators.window.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Takes the records of a window apart by stream, for a {@link CoGroupFunction}. */
final class CoGroupResults<K, A, B, W extends Window, R>
        extends ProcessWindowFunction<TaggedUnion<A, B>, R, K, W> {
    private static final long serialVersionUID = 1L;

    private final CoGroupFunction<A, B, R> function;

    CoGroupResults(CoGroupFunction<A, B, R> function) {
        this.function = function;
    }

    @Override
    public void open(RuntimeContext context) throws Exception {
        OperatorRuntimeContext.open(function, context);
    }

    @Override
    public void process(
            K key, Context<W> context, Iterable<TaggedUnion<A, B>> elements, Collector<R> out)
            throws Exception {
        List<A> first = new ArrayList<>();
        List<B> second = new ArrayList<>();
        for (TaggedUnion<A, B> element : elements) {
            A one = element.one();
            B two = element.two();
            if (one != null) {
                first.add(one);
            } else if (two != null) {
                second.add(two);
            }
        }
        function.coGroup(
                Collections.unmodifiableList(first), Collections.unmodifiableList(second), out);
    }

    @Override
    public void close() throws Exception {
        OperatorRuntimeContext.close(function);
    }
}
