/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.ordered;

import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;

/**
 * Changes of rows, in order, as one array of bytes: an operation's tag, then its key and but for a
 * deletion its value, each after its length. The form is that of RocksDB's write batches, so that a
 * batch crosses to native code in one call instead of one call for each row.
 */
public final class StoreBatch {
    /** Tag of {@link #delete}. */
    static final int DELETE = 0;

    /** Tag of {@link #put}. */
    static final int PUT = 1;

    /** Tag of {@link #append}. */
    static final int APPEND = 2;

    private final BinaryOutput bytes = new BinaryOutput(1 << 12);
    private int count;

    /** Creates an empty batch. */
    public StoreBatch() {}

    /** Receives the operations of a batch. */
    public interface Visitor {
        /** Sets the value of a row. */
        void put(byte[] key, byte[] value);

        /** Appends to the value of a row, or makes it. */
        void append(byte[] key, byte[] value);

        /** Removes a row, if it is there. */
        void delete(byte[] key);
    }

    /** Sets the value of a row. */
    public void put(BinaryOutput key, BinaryOutput value) {
        start(PUT, key);
        field(value.array(), value.length());
    }

    /** Sets the value of a row. */
    public void put(byte[] key, byte[] value) {
        start(PUT, key);
        field(value, value.length);
    }

    /** Appends to the value of a row, or makes it. */
    public void append(BinaryOutput key, BinaryOutput value) {
        start(APPEND, key);
        field(value.array(), value.length());
    }

    /** Removes a row, if it is there. */
    public void delete(BinaryOutput key) {
        start(DELETE, key);
    }

    /** Removes a row, if it is there. */
    public void delete(byte[] key) {
        start(DELETE, key);
    }

    /** Returns the number of operations. */
    public int count() {
        return count;
    }

    /** Returns the operations as bytes; valid until the next change. */
    public BinaryOutput bytes() {
        return bytes;
    }

    /** Forgets all operations. */
    public void clear() {
        bytes.clear();
        count = 0;
    }

    /** Shows all operations, in order. */
    public void forEach(Visitor visitor) {
        BinaryInput source = new BinaryInput(bytes.array(), 0, bytes.length());
        for (int i = 0; i < count; i++) {
            int tag = source.readByte();
            byte[] key = source.readBytes(source.readVarInt());
            if (tag == DELETE) {
                visitor.delete(key);
            } else if (tag == PUT) {
                visitor.put(key, source.readBytes(source.readVarInt()));
            } else {
                visitor.append(key, source.readBytes(source.readVarInt()));
            }
        }
    }

    private void start(int tag, BinaryOutput key) {
        bytes.writeByte(tag);
        field(key.array(), key.length());
        count++;
    }

    private void start(int tag, byte[] key) {
        bytes.writeByte(tag);
        field(key, key.length);
        count++;
    }

    private void field(byte[] content, int length) {
        bytes.writeVarInt(length);
        bytes.writeBytes(content, 0, length);
    }
}
