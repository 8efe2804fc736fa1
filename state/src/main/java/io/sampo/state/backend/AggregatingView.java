/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.backend;

import io.sampo.core.function.AggregateFunction;
import io.sampo.state.AggregatingState;
import org.jspecify.annotations.Nullable;

/** Aggregating state on a table of accumulators. */
final class AggregatingView<N, I, A, R> implements AggregatingState<I, R>, NamespaceContext<N> {
    private final String name;
    private final ValueTable<N, A> table;
    private final AggregateFunction<I, A, R> function;
    private @Nullable N namespace;

    AggregatingView(String name, ValueTable<N, A> table, AggregateFunction<I, A, R> function) {
        this.name = name;
        this.table = table;
        this.function = function;
    }

    @Override
    public void setNamespace(N newNamespace) {
        namespace = newNamespace;
    }

    @Override
    public @Nullable R get() {
        A accumulator = table.get(ViewChecks.namespace(namespace));
        return accumulator == null ? null : function.getResult(accumulator);
    }

    @Override
    public void add(I value) {
        N in = ViewChecks.namespace(namespace);
        A before = table.getToChange(in);
        A after = function.add(value, before == null ? function.createAccumulator() : before);
        table.put(in, ViewChecks.result(name, after));
    }

    @Override
    public void clear() {
        table.remove(ViewChecks.namespace(namespace));
    }
}
