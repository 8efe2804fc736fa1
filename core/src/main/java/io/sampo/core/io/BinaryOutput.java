/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.io;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * A growing byte array. Fixed-width numbers are big endian, so that the bytes of non-negative ones
 * sort as the numbers do. Not thread-safe; meant to be reused through {@link #clear()}.
 */
public final class BinaryOutput {
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final int MAX_VAR_LONG = 10;
    private static final int MAX_LENGTH = Integer.MAX_VALUE - 8;

    private byte[] bytes;
    private int length;

    /** Creates an empty output of a small initial capacity. */
    public BinaryOutput() {
        this(64);
    }

    /** Creates an empty output that holds {@code capacity} bytes before it first grows. */
    public BinaryOutput(int capacity) {
        bytes = new byte[Math.max(16, capacity)];
    }

    /** Returns the number of bytes written. */
    public int length() {
        return length;
    }

    /** Returns the backing array; valid up to {@link #length()} and until the next write. */
    public byte[] array() {
        return bytes;
    }

    /** Returns a copy of what has been written. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    /** Forgets everything written, keeps the capacity. */
    public void clear() {
        length = 0;
    }

    /** Forgets everything written after the first {@code newLength} bytes. */
    public void truncate(int newLength) {
        if (newLength < 0 || newLength > length) {
            throw new IllegalArgumentException(
                    "Cannot truncate: newLength=" + newLength + " length=" + length);
        }
        length = newLength;
    }

    /** Makes room for {@code count} more bytes. */
    public void ensure(int count) {
        int needed = length + count;
        if (needed < 0) {
            throw new IllegalStateException(
                    "A value of more than 2 GiB cannot be serialized: length="
                            + length
                            + " more="
                            + count);
        }
        if (needed > bytes.length) {
            long doubled = Math.max(needed, 2L * bytes.length);
            bytes = Arrays.copyOf(bytes, (int) Math.min(doubled, MAX_LENGTH));
        }
    }

    /**
     * Counts {@code count} bytes that the caller has put into {@link #array()} itself, after {@link
     * #ensure}.
     */
    public void advance(int count) {
        Objects.checkFromIndexSize(length, count, bytes.length);
        length += count;
    }

    /**
     * Goes on with another array, which begins with all that was written and what the caller has
     * put behind it.
     */
    public void goOnWith(byte[] array, int newLength) {
        Objects.checkFromToIndex(length, newLength, array.length);
        bytes = array;
        length = newLength;
    }

    /** Replaces four bytes that were written before. */
    public void setInt(int index, int value) {
        Objects.checkFromIndexSize(index, 4, length);
        INT.set(bytes, index, value);
    }

    /** Appends the lowest eight bits. */
    public void writeByte(int value) {
        ensure(1);
        bytes[length++] = (byte) value;
    }

    /** Appends one byte, 1 or 0. */
    public void writeBoolean(boolean value) {
        writeByte(value ? 1 : 0);
    }

    /** Appends two bytes, the highest first. */
    public void writeShort(int value) {
        ensure(2);
        bytes[length++] = (byte) (value >>> 8);
        bytes[length++] = (byte) value;
    }

    /** Appends four bytes, the highest first. */
    public void writeInt(int value) {
        ensure(4);
        INT.set(bytes, length, value);
        length += 4;
    }

    /** Appends eight bytes, the highest first. */
    public void writeLong(long value) {
        ensure(8);
        LONG.set(bytes, length, value);
        length += 8;
    }

    /** Appends a number in one to five bytes, short for small non-negative ones. */
    public void writeVarInt(int value) {
        int rest = value;
        while ((rest & ~0x7F) != 0) {
            writeByte((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        writeByte(rest);
    }

    /** Appends a number in one to ten bytes, short for small non-negative ones. */
    public void writeVarLong(long value) {
        ensure(MAX_VAR_LONG);
        byte[] target = bytes;
        int at = length;
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            target[at++] = (byte) (rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        target[at] = (byte) rest;
        length = at + 1;
    }

    /** Appends all of {@code source}, without its length. */
    public void writeBytes(byte[] source) {
        writeBytes(source, 0, source.length);
    }

    /** Appends a part of {@code source}, without its length. */
    public void writeBytes(byte[] source, int offset, int count) {
        ensure(count);
        System.arraycopy(source, offset, bytes, length, count);
        length += count;
    }

    /** Appends the length in bytes as a variable number, then the text in UTF-8. */
    public void writeString(String value) {
        byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
        writeVarInt(encoded.length);
        writeBytes(encoded);
    }
}
