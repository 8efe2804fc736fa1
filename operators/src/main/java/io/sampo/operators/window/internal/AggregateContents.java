/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window.internal;

import io.sampo.core.function.AggregateFunction;
import io.sampo.state.backend.NamespaceRows;
import io.sampo.state.backend.ValueTable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps one accumulator for each window. */
final class AggregateContents<T, A, V, W> implements WindowContents<T, W, V> {
    private final AggregateFunction<T, A, V> function;
    private final ValueTable<W, A> table;

    AggregateContents(AggregateFunction<T, A, V> function, ValueTable<W, A> table) {
        this.function = function;
        this.table = table;
    }

    @Override
    public boolean add(W window, T record, long timestamp) {
        A before = table.get(window);
        table.put(
                window,
                function.add(record, before == null ? function.createAccumulator() : before));
        return before == null;
    }

    @Override
    public @Nullable V get(W window) {
        A accumulator = table.get(window);
        return accumulator == null ? null : function.getResult(accumulator);
    }

    @Override
    public void clear(W window) {
        table.remove(window);
    }

    @Override
    public NamespaceRows<W> rows() {
        return table.rows();
    }

    @Override
    public void merge(W target, List<W> sources) {
        A merged = table.get(target);
        for (W source : sources) {
            A other = table.get(source);
            if (other != null) {
                merged = merged == null ? other : function.merge(merged, other);
                table.remove(source);
            }
        }
        if (merged != null) {
            table.put(target, merged);
        }
    }
}
