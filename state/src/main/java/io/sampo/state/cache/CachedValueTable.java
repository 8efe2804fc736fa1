/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.cache;

import io.sampo.core.io.BinaryInput;
import io.sampo.state.backend.TableSpec;
import io.sampo.state.backend.ValueTable;
import io.sampo.state.ordered.StoredTable;
import org.jspecify.annotations.Nullable;

/** A table of values: one row for each. Remembers the current key's row for the next call. */
final class CachedValueTable<N, V> extends RowTable<V> implements ValueTable<N, V> {
    CachedValueTable(TableHome home, StoredTable stored, TableSpec<N, V> spec) {
        super(home, stored, spec);
    }

    @Override
    @SuppressWarnings("unchecked")
    public @Nullable V get(N namespace) {
        ObjectRow row = rowForReading(namespace);
        return (V) row.value;
    }

    @Override
    public void put(N namespace, V value) {
        ObjectRow row = knownRow(namespace);
        if (row == null) {
            check(value);
            addRow(namespace, value);
            return;
        }
        row = cache.forChange(row);
        Object old = row.value;
        if (old != value || row.isMeasureDue()) {
            check(value);
            row.value = value;
            cache.resize(row, measure(value));
        }
        row.referenced = true;
        remember(row, namespace);
        cache.changed(row);
    }

    @Override
    public void remove(N namespace) {
        ObjectRow row = knownRow(namespace);
        if (row == null) {
            addRow(namespace, null);
            return;
        }
        if (row.value == null) {
            return;
        }
        row = cache.forChange(row);
        row.value = null;
        cache.resize(row, 0);
        remember(row, namespace);
        cache.changed(row);
    }

    /** Nothing is read: what the store has is replaced, whatever it is. */
    private void addRow(N namespace, @Nullable V value) {
        ObjectRow row = newRow(namespace);
        row.value = value;
        cache.add(row, measure(value));
        remember(row, namespace);
        cache.changed(row);
    }

    @Override
    boolean holdsUnwanted(byte[] stored) {
        return isUnwanted(read(stored));
    }

    @Override
    @SuppressWarnings("unchecked")
    void dropUnwanted(BinaryInput address) {
        N namespace = (N) readNamespace(address);
        V value = get(namespace);
        if (value != null && isUnwanted(value)) {
            remove(namespace);
        }
    }

    @Override
    @Nullable Object load(byte @Nullable [] stored) {
        return stored == null ? null : read(stored);
    }

    @Override
    @SuppressWarnings("unchecked")
    Object copyOf(Object frozen, int frozenEpoch) {
        return serializer().copy((V) frozen);
    }
}
