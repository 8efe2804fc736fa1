/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.cache;

import io.sampo.core.io.BinaryOutput;
import org.jspecify.annotations.Nullable;

/** A row whose key and value are objects: of value and list tables. Confined to the subtask. */
class ObjectRow extends CacheRow {
    /** Heap bytes of a row, its place in the index and in the queue of dirty rows. */
    static final int OVERHEAD = 96;

    private static final int MAX_KEY_BYTES = 1 << 30;

    final ObjectTable<?> table;
    final Object key;
    final int keyHash;
    final Object namespace;
    final int hash;

    /** Heap bytes of the key's parts. */
    private final int keyBytes;

    /** The value; null if it is known that there is none. */
    @Nullable Object value;

    /** What the row counts for, its key and value included. */
    long bytes;

    /** Asked for since the clock's hand last passed. */
    boolean referenced = true;

    /**
     * Took the place of a frozen row, with a copy of its value. Clean as soon as that is written.
     */
    boolean replacement;

    /** Whether the row is in the index. */
    boolean indexed;

    private byte unmeasured;

    ObjectRow(ObjectTable<?> table, Object key, int keyHash, Object namespace, int hash) {
        this.table = table;
        this.key = key;
        this.keyHash = keyHash;
        this.namespace = namespace;
        this.hash = hash;
        this.keyBytes = (int) Math.min(MAX_KEY_BYTES, table.measureKey(key, namespace));
    }

    /** Creates a row in the place of another. */
    ObjectRow(ObjectRow old) {
        table = old.table;
        key = old.key;
        keyHash = old.keyHash;
        namespace = old.namespace;
        hash = old.hash;
        keyBytes = old.keyBytes;
    }

    /** Returns the user's key, for rows of maps. */
    @Nullable Object userKey() {
        return null;
    }

    /** Returns the bytes of everything but the value. */
    long fixedBytes() {
        return (long) OVERHEAD + keyBytes;
    }

    /** Returns a row of the same key, with the same value object. */
    ObjectRow duplicate() {
        return new ObjectRow(this);
    }

    /** Returns whether an object that is changed in place should be measured again. */
    boolean isMeasureDue() {
        unmeasured++;
        return (unmeasured & 15) == 0;
    }

    /** Returns whether the row may go when it is clean. */
    boolean isEvictable() {
        return true;
    }

    /** The row has left the index for good. */
    void evicted() {}

    /** Appends namespace and user key to the row's key in the store. */
    void writeKeyRest(BinaryOutput target) {
        table.writeNamespace(namespace, target);
    }

    @Override
    final void write(RowWriter writer) {
        table.writeRow(this, writer);
    }

    @Override
    final void written() {
        table.rowWritten(this);
    }
}
