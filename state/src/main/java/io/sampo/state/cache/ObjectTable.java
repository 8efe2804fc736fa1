/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.cache;

import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;
import io.sampo.core.type.Serialization;
import io.sampo.core.type.ValueSerializer;
import io.sampo.state.backend.NamespaceType;
import io.sampo.state.backend.TableSpec;
import io.sampo.state.ordered.StoredTable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What tables of values, lists and maps have in common: the address of the current key's row, its
 * form in the store, and its size. Confined to the subtask, but for {@link #writeRow}, which takes
 * all that changes from its arguments.
 *
 * @param <V> type of the values, or of the lists' elements
 */
abstract class ObjectTable<V> {
    final ObjectCache cache;
    final KeyScope scope;
    final int id;
    private final TableSpec<?, V> spec;
    private final NamespaceType<Object> namespaces;
    private final String place;
    private final String schema;
    private final ValueSerializer<V> serializer;
    private final BinaryOutput scratch = new BinaryOutput();
    private final BinaryInput source = new BinaryInput(new byte[0]);
    private @Nullable Class<?> checkedClass;

    @SuppressWarnings("unchecked")
    ObjectTable(TableHome home, StoredTable stored, TableSpec<?, V> spec) {
        this.cache = home.cache();
        this.scope = home.scope();
        this.id = stored.id();
        this.spec = spec;
        this.namespaces = (NamespaceType<Object>) spec.namespaces();
        this.place = home.placeOf(spec.name());
        this.schema = stored.schema();
        this.serializer = home.serialization().forState(spec.valueType(), place, schema);
    }

    /** Returns the value to keep for a stored row, or for a missing one. */
    abstract @Nullable Object load(byte @Nullable [] stored);

    /** Returns the value for a replacement of a frozen row that is about to be handed out. */
    abstract @Nullable Object copyOf(Object frozen, int frozenEpoch);

    /** Returns whether a stored row has something that the spec does not want any more. */
    abstract boolean holdsUnwanted(byte[] stored);

    /**
     * Drops what the spec does not want any more of one row of the current key.
     *
     * @param address of the row, behind the key
     */
    abstract void dropUnwanted(BinaryInput address);

    /** Returns the heap bytes of a row's value. */
    long measure(@Nullable Object value) {
        return cache.sizes().of(value);
    }

    final ValueSerializer<V> serializer() {
        return serializer;
    }

    /** Returns a serializer of the values for another thread. */
    @SuppressWarnings("unchecked")
    final ValueSerializer<Object> serializer(Serialization serialization) {
        return (ValueSerializer<Object>) serialization.forState(spec.valueType(), place, schema);
    }

    final boolean isUnwanted(V value) {
        return spec.isUnwanted(value);
    }

    final Object readNamespace(BinaryInput from) {
        return namespaces.read(from);
    }

    final void writeNamespace(Object namespace, BinaryOutput target) {
        namespaces.write(namespace, target);
    }

    boolean isRowOf(ObjectRow row, Object key, Object namespace, @Nullable Object userKey) {
        return (row.key == key || scope.type().same(row.key, key))
                && (row.namespace == namespace || row.namespace.equals(namespace));
    }

    final int hashOf(int keyHash, Object namespace) {
        return RowIndex.mix((keyHash * 31 + namespace.hashCode()) * 31 + id);
    }

    /** Returns the key, in the store, of the row of a value or list. */
    final byte[] storeKey(Object key, int keyHash, Object namespace) {
        scope.start(scratch, id, key, keyHash);
        namespaces.write(namespace, scratch);
        return scratch.toByteArray();
    }

    /** Appends the row to the writer's batch: its value, or its removal. */
    void writeRow(ObjectRow row, RowWriter writer) {
        writeRowKey(row, writer);
        Object value = row.value;
        if (value == null) {
            writer.delete();
        } else {
            writer.serializer(this).write(value, writer.value());
            writer.put();
        }
    }

    final void writeRowKey(ObjectRow row, RowWriter writer) {
        scope.start(writer.key(), id, row.key, row.keyHash);
        row.writeKeyRest(writer.key());
    }

    /** The store has the row's value now. An object that was changed in place may have grown. */
    void rowWritten(ObjectRow row) {
        cache.resize(row, measure(row.value));
    }

    final long measureKey(Object key, Object namespace) {
        return cache.sizes().of(key) + cache.sizes().of(namespace);
    }

    final V read(byte[] stored) {
        source.reset(stored, 0, stored.length);
        return readNext(source);
    }

    final V readNext(BinaryInput from) {
        return Objects.requireNonNull(serializer.read(from));
    }

    /** Refuses a value that cannot be stored at once, not when it is written some time later. */
    final void check(V value) {
        if (value.getClass() != checkedClass) {
            scratch.clear();
            serializer.write(value, scratch);
            checkedClass = value.getClass();
        }
    }
}
