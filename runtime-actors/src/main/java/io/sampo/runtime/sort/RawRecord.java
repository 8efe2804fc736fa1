/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.sort;

import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A view of one serialized record, in whatever array it is. Nothing is read that is not asked for,
 * so that sorting never looks at values.
 *
 * <pre>length (4) | hash (4) | timestamp (8) | input (1) | key length (4) | key | value</pre>
 *
 * The length is that of what follows it.
 */
public final class RawRecord {
    static final int LENGTH_BYTES = 4;

    private static final int HASH = 4;
    private static final int TIMESTAMP = 8;
    private static final int INPUT = 16;
    private static final int KEY_LENGTH = 17;
    private static final int KEY = 21;

    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private byte[] bytes = new byte[0];
    private int offset;

    /** Writes a part of a record. */
    @FunctionalInterface
    public interface Part {
        /** Appends it. */
        void write(BinaryOutput target);
    }

    /**
     * Replaces what is in {@code target} by a record.
     *
     * @param hash of the key; records are sorted by it first
     * @param input the logical input that it came by
     * @param key its canonical bytes; null for none
     */
    public static void write(
            BinaryOutput target,
            int hash,
            long timestamp,
            int input,
            @Nullable Part key,
            Part value) {
        target.clear();
        target.writeInt(0);
        target.writeInt(hash);
        target.writeLong(timestamp);
        target.writeByte(input);
        target.writeInt(0);
        if (key != null) {
            key.write(target);
        }
        INT.set(target.array(), KEY_LENGTH, target.length() - KEY);
        value.write(target);
        INT.set(target.array(), 0, target.length() - LENGTH_BYTES);
    }

    /** Reads the length at the beginning of a record, and returns that of all of it. */
    static int sizeAt(byte[] array, int place) {
        return LENGTH_BYTES + (int) INT.get(array, place);
    }

    /** Reads the hash of a record that is all of {@code record}. */
    static int hashOf(BinaryOutput record) {
        return (int) INT.get(record.array(), HASH);
    }

    void set(byte[] array, int place) {
        bytes = array;
        offset = place;
    }

    byte[] array() {
        return bytes;
    }

    int place() {
        return offset;
    }

    int size() {
        return sizeAt(bytes, offset);
    }

    /** Returns the hash of the key. */
    public int hash() {
        return (int) INT.get(bytes, offset + HASH);
    }

    /** Returns the timestamp. */
    public long timestamp() {
        return (long) LONG.get(bytes, offset + TIMESTAMP);
    }

    /** Returns the logical input. */
    public int input() {
        return bytes[offset + INPUT];
    }

    private int keyLength() {
        return (int) INT.get(bytes, offset + KEY_LENGTH);
    }

    /** Returns a copy of the key's bytes. */
    public byte[] key() {
        return Arrays.copyOfRange(bytes, offset + KEY, offset + KEY + keyLength());
    }

    /** Returns whether the key has these bytes. */
    public boolean hasKey(byte[] key) {
        int start = offset + KEY;
        return Arrays.equals(bytes, start, start + keyLength(), key, 0, key.length);
    }

    /** Lets {@code source} read the value; valid until the stream moves on. */
    public void value(BinaryInput source) {
        int start = KEY + keyLength();
        source.reset(bytes, offset + start, size() - start);
    }

    /** Compares by hash, key and timestamp. */
    int compareTo(RawRecord other) {
        int byHash = Integer.compare(hash(), other.hash());
        if (byHash != 0) {
            return byHash;
        }
        int start = offset + KEY;
        int otherStart = other.offset + KEY;
        int byKey =
                Arrays.compareUnsigned(
                        bytes,
                        start,
                        start + keyLength(),
                        other.bytes,
                        otherStart,
                        otherStart + other.keyLength());
        return byKey != 0 ? byKey : Long.compare(timestamp(), other.timestamp());
    }
}
