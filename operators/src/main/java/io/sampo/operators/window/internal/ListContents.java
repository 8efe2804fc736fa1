/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window.internal;

import io.sampo.state.backend.ListTable;
import io.sampo.state.backend.NamespaceRows;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps all records of each window. */
final class ListContents<T, W> implements WindowContents<T, W, Iterable<T>> {
    private final ListTable<W, T> table;

    ListContents(ListTable<W, T> table) {
        this.table = table;
    }

    @Override
    public boolean add(W window, T record, long timestamp) {
        boolean empty = table.isEmpty(window);
        table.add(window, record);
        return empty;
    }

    @Override
    public @Nullable Iterable<T> get(W window) {
        return table.isEmpty(window) ? null : table.get(window);
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
        for (W source : sources) {
            List<T> moved = new ArrayList<>();
            table.get(source).forEach(moved::add);
            table.remove(source);
            for (T record : moved) {
                table.add(target, record);
            }
        }
    }
}
