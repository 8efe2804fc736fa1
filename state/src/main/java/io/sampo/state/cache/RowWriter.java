/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.cache;

import io.sampo.core.io.BinaryOutput;
import io.sampo.core.type.Serialization;
import io.sampo.core.type.ValueSerializer;
import io.sampo.state.ordered.OrderedStore;
import io.sampo.state.ordered.StoreBatch;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gathers rows in batches and writes them. Used by one thread at a time, with its own serializers.
 */
final class RowWriter {
    private static final int MAX_BATCH_BYTES = 1 << 20;

    private final OrderedStore store;
    private final Supplier<Serialization> serializations;
    private final Map<ObjectTable<?>, ValueSerializer<Object>> serializers = new HashMap<>();
    private final BinaryOutput key = new BinaryOutput();
    private BinaryOutput value = new BinaryOutput();
    private StoreBatch batch = new StoreBatch();
    private @Nullable Serialization serialization;

    RowWriter(OrderedStore store, Supplier<Serialization> serializations) {
        this.store = store;
        this.serializations = serializations;
    }

    /** Returns where to build a row's key. */
    BinaryOutput key() {
        return key;
    }

    /** Returns where to build a row's value; empty. */
    BinaryOutput value() {
        value.clear();
        return value;
    }

    ValueSerializer<Object> serializer(ObjectTable<?> table) {
        ValueSerializer<Object> known = serializers.get(table);
        if (known == null) {
            known = table.serializer(serialization());
            serializers.put(table, known);
        }
        return known;
    }

    void put() {
        batch.put(key, value);
        flushIfLarge();
    }

    void append() {
        batch.append(key, value);
        flushIfLarge();
    }

    void delete() {
        batch.delete(key);
        flushIfLarge();
    }

    /** Writes what has been gathered. If that fails, it is forgotten. */
    void flush() {
        if (batch.count() == 0) {
            return;
        }
        try {
            store.write(batch);
        } finally {
            reset();
        }
    }

    private void flushIfLarge() {
        if (batch.bytes().length() > MAX_BATCH_BYTES) {
            flush();
        }
    }

    /** A buffer that once held a huge value would take its memory for ever. */
    private void reset() {
        batch.clear();
        if (batch.bytes().array().length > 2 * MAX_BATCH_BYTES) {
            batch = new StoreBatch();
        }
        if (value.array().length > MAX_BATCH_BYTES) {
            value = new BinaryOutput();
        }
    }

    private Serialization serialization() {
        Serialization made = serialization;
        if (made == null) {
            made = serializations.get();
            serialization = made;
        }
        return made;
    }
}
