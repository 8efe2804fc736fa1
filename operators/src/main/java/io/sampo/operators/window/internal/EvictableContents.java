/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window.internal;

import io.sampo.operators.function.TimestampedValue;
import io.sampo.state.backend.ListTable;
import io.sampo.state.backend.NamespaceRows;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps all records of each window with their timestamps, for an evictor. */
final class EvictableContents<T, W> implements WindowContents<T, W, EvictableRecords<T>> {
    private final ListTable<W, TimestampedValue<T>> table;
    private final ListContents<TimestampedValue<T>, W> lists;

    EvictableContents(ListTable<W, TimestampedValue<T>> table) {
        this.table = table;
        lists = new ListContents<>(table);
    }

    @Override
    public boolean add(W window, T record, long timestamp) {
        return lists.add(window, new TimestampedValue<>(record, timestamp), timestamp);
    }

    @Override
    public @Nullable EvictableRecords<T> get(W window) {
        Iterable<TimestampedValue<T>> stored = lists.get(window);
        return stored == null ? null : new EvictableRecords<>(stored);
    }

    @Override
    public void emitted(W window, EvictableRecords<T> records) {
        if (records.changed()) {
            table.put(window, records.toList());
        }
    }

    @Override
    public void clear(W window) {
        lists.clear(window);
    }

    @Override
    public NamespaceRows<W> rows() {
        return table.rows();
    }

    @Override
    public void merge(W target, List<W> sources) {
        lists.merge(target, sources);
    }
}
