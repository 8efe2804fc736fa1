/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.heap;

import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;
import io.sampo.core.type.KeyType;
import io.sampo.core.type.Serialization;
import io.sampo.core.type.ValueSerializer;
import io.sampo.state.backend.BackendContext;
import io.sampo.state.backend.NamespaceType;
import io.sampo.state.backend.SharedNamespaces;
import io.sampo.state.backend.TableSpec;
import io.sampo.state.keygroup.KeyGroups;

/**
 * What all tables of one backend share.
 *
 * @param context whose state it is
 * @param cursor the current key
 * @param copyOnWrite what may be written in place
 * @param serialization confined to the subtask's thread
 */
record TableHome(
        BackendContext context,
        KeyCursor cursor,
        CopyOnWrite copyOnWrite,
        Serialization serialization) {
    /**
     * What an entry is taken to need beside its place in the arrays: small key and value objects.
     */
    static final int ENTRY_BYTES = 64;

    String place(String table) {
        return "state '" + table + "' of operator '" + context.operator() + "'";
    }

    ValueSerializer<Object> serializer(TableSpec<Object, Object> spec, TableMeta meta) {
        return serializer(spec, meta, serialization);
    }

    /** Returns a serializer of the values for the thread of {@code confined}. */
    ValueSerializer<Object> serializer(
            TableSpec<Object, Object> spec, TableMeta meta, Serialization confined) {
        return confined.forState(spec.valueType(), place(spec.name()), meta.schema());
    }

    Entries entries(TableSpec<?, ?> spec, PageValues values) {
        int segmentCount = context.keyGroups().size();
        if (spec.namespaces() instanceof SharedNamespaces && spec.sweep() == null) {
            return new SharedEntries(cursor, copyOnWrite, segmentCount, values);
        }
        return new EntryTable(
                cursor, copyOnWrite, segmentCount, isPlain(spec.namespaces()), values);
    }

    static boolean isPlain(NamespaceType<?> namespaces) {
        return namespaces == NamespaceType.NONE;
    }

    /** Writes key and namespace of an entry; called by the thread that writes a snapshot. */
    void writeAddress(
            Page page,
            int slot,
            KeyType<Object> keys,
            NamespaceType<Object> namespaces,
            BinaryOutput row) {
        keys.write(page.key(slot), row);
        if (!isPlain(namespaces)) {
            namespaces.write(page.namespaces[slot], row);
        }
    }

    /** Reads key and namespace, makes the key current and returns the namespace. */
    Object readAddress(BinaryInput source, NamespaceType<Object> namespaces) {
        KeyType<Object> keys = cursor.type();
        Object key = keys.read(source);
        cursor.setCurrentKey(key, KeyGroups.hash(keys, key));
        return namespaces.read(source);
    }
}
