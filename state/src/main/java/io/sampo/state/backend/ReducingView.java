/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.backend;

import io.sampo.core.function.ReduceFunction;
import io.sampo.state.ReducingState;
import org.jspecify.annotations.Nullable;

/** Reducing state on a table of values. */
final class ReducingView<N, T> implements ReducingState<T>, NamespaceContext<N> {
    private final String name;
    private final ValueTable<N, T> table;
    private final ReduceFunction<T> function;
    private @Nullable N namespace;

    ReducingView(String name, ValueTable<N, T> table, ReduceFunction<T> function) {
        this.name = name;
        this.table = table;
        this.function = function;
    }

    @Override
    public void setNamespace(N newNamespace) {
        namespace = newNamespace;
    }

    @Override
    public @Nullable T get() {
        return table.get(ViewChecks.namespace(namespace));
    }

    @Override
    public void add(T value) throws Exception {
        N in = ViewChecks.namespace(namespace);
        T before = table.getToChange(in);
        T after = before == null ? value : function.reduce(before, value);
        table.put(in, ViewChecks.result(name, after));
    }

    @Override
    public void clear() {
        table.remove(ViewChecks.namespace(namespace));
    }
}
