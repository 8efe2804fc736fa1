/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.heap;

import io.sampo.core.io.BinaryOutput;
import io.sampo.core.type.KeyType;
import io.sampo.core.type.Serialization;
import io.sampo.core.type.ValueSerializer;
import io.sampo.state.backend.NamespaceRows;
import io.sampo.state.backend.Sweep;
import io.sampo.state.backend.TableSpec;
import io.sampo.state.backend.ValueTable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values as objects, or as the numbers that they consist of. */
final class HeapValueTable implements ValueTable<Object, Object>, HeapTable {
    private final TableHome home;
    private final TableSpec<Object, Object> spec;
    private final TableMeta meta;
    private final ValueSerializer<Object> serializer;
    private final Entries entries;
    private final @Nullable HeapSweep sweep;

    HeapValueTable(TableHome home, TableSpec<Object, Object> spec, TableMeta meta) {
        this.home = home;
        this.spec = spec;
        this.meta = meta;
        serializer = home.serializer(spec, meta);
        entries = home.entries(spec, PageValues.of(spec.valueType()));
        sweep = spec.sweep() == null ? null : new ValueSweep(spec.sweep());
    }

    @Override
    public int touch(int[] keyHashes, int count) {
        return entries.touch(keyHashes, count);
    }

    @Override
    public void sweep(int records) {
        if (sweep != null) {
            entries.sweep(sweep, records);
        }
    }

    @Override
    public @Nullable Object get(Object namespace) {
        return entries.getOwned(namespace, serializer);
    }

    @Override
    public void put(Object namespace, Object value) {
        entries.put(namespace, value);
    }

    @Override
    public void remove(Object namespace) {
        entries.remove(namespace);
    }

    @Override
    public NamespaceRows<Object> rows() {
        return entries.rows();
    }

    @Override
    public TableMeta meta() {
        return meta;
    }

    @Override
    public List<Segments> mark() {
        return entries.mark();
    }

    /** A row is key, namespace, value. */
    @Override
    public EntryRows writer(KeyType<Object> keys, Serialization serialization) {
        ValueSerializer<Object> values = home.serializer(spec, meta, serialization);
        return (page, slot, target) -> {
            if (spec.isUnwanted(page.value(slot))) {
                return;
            }
            BinaryOutput row = target.row();
            home.writeAddress(page, slot, keys, spec.namespaces(), row);
            values.write(page.value(slot), row);
        };
    }

    @Override
    public RowReader reader(String schema) {
        ValueSerializer<Object> values = home.serializer(spec, meta.withSchema(schema));
        return (source, rows) -> {
            for (int i = 0; i < rows; i++) {
                Object namespace = home.readAddress(source, spec.namespaces());
                Object value = values.read(source);
                if (value != null) {
                    entries.put(namespace, value);
                }
            }
        };
    }

    @Override
    public void forgetKeyGroup() {
        entries.forgetKeyGroup();
    }

    @Override
    public long approximateBytes() {
        return entries.arrayBytes() + entries.size() * TableHome.ENTRY_BYTES;
    }

    private final class ValueSweep extends HeapSweep {
        ValueSweep(Sweep sweep) {
            super(home.cursor(), sweep);
        }

        @Override
        public int look(Page page, int slot) {
            if (spec.isUnwanted(page.value(slot))) {
                found(page, slot, null);
            }
            return 1;
        }

        @Override
        void drop(Object namespace, @Nullable Object userKey) {
            remove(namespace);
        }
    }
}
