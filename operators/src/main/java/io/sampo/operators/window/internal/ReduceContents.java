/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window.internal;

import io.sampo.core.function.ReduceFunction;
import io.sampo.state.backend.NamespaceRows;
import io.sampo.state.backend.ValueTable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps the reduction of each window. */
final class ReduceContents<T, W> implements WindowContents<T, W, T> {
    private final ReduceFunction<T> function;
    private final ValueTable<W, T> table;

    ReduceContents(ReduceFunction<T> function, ValueTable<W, T> table) {
        this.function = function;
        this.table = table;
    }

    @Override
    public boolean add(W window, T record, long timestamp) throws Exception {
        T before = table.get(window);
        table.put(window, before == null ? record : function.reduce(before, record));
        return before == null;
    }

    @Override
    public @Nullable T get(W window) {
        return table.get(window);
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
    public void merge(W target, List<W> sources) throws Exception {
        T merged = table.get(target);
        for (W source : sources) {
            T other = table.get(source);
            if (other != null) {
                merged = merged == null ? other : function.reduce(merged, other);
                table.remove(source);
            }
        }
        if (merged != null) {
            table.put(target, merged);
        }
    }
}
