/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.io;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/** Reads what a {@link BinaryOutput} wrote, from a part of a byte array. Not thread-safe. */
public final class BinaryInput {
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private byte[] bytes;
    private int position;
    private int limit;

    /** Creates an input over all of {@code bytes}, which it does not copy. */
    public BinaryInput(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    /** Creates an input over a part of {@code bytes}, which it does not copy. */
    public BinaryInput(byte[] bytes, int offset, int count) {
        Objects.checkFromIndexSize(offset, count, bytes.length);
        this.bytes = bytes;
        this.position = offset;
        this.limit = offset + count;
    }

    /** Starts over with other bytes. */
    public void reset(byte[] source, int offset, int count) {
        Objects.checkFromIndexSize(offset, count, source.length);
        bytes = source;
        position = offset;
        limit = offset + count;
    }

    /** Returns the backing array. */
    public byte[] array() {
        return bytes;
    }

    /** Returns the index, in the backing array, of the next byte. */
    public int position() {
        return position;
    }

    /** Moves to an index of the backing array. */
    public void position(int newPosition) {
        if (newPosition < 0 || newPosition > limit) {
            throw truncated(newPosition - position);
        }
        position = newPosition;
    }

    /** Returns the number of bytes not read yet. */
    public int remaining() {
        return limit - position;
    }

    /** Passes over {@code count} bytes. */
    public void skip(int count) {
        require(count);
        position += count;
    }

    /** Reads a length or count that at least as many bytes must follow, as a variable number. */
    public int readLength() {
        int count = readVarInt();
        require(count);
        return count;
    }

    /** Reads one byte, signed. */
    public byte readByte() {
        require(1);
        return bytes[position++];
    }

    /** Reads one byte as a truth value. */
    public boolean readBoolean() {
        return readByte() != 0;
    }

    /** Reads two bytes, the highest first, as a number from 0 to 65,535. */
    public int readUnsignedShort() {
        require(2);
        int value = (bytes[position] & 0xFF) << 8 | (bytes[position + 1] & 0xFF);
        position += 2;
        return value;
    }

    /** Reads four bytes, the highest first. */
    public int readInt() {
        require(4);
        int value = (int) INT.get(bytes, position);
        position += 4;
        return value;
    }

    /** Reads eight bytes, the highest first. */
    public long readLong() {
        require(8);
        long value = (long) LONG.get(bytes, position);
        position += 8;
        return value;
    }

    /** Reads what {@link BinaryOutput#writeVarInt} wrote. */
    public int readVarInt() {
        int value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            int next = readByte();
            value |= (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new StreamException(
                ErrorCode.STATE_INCOMPATIBLE,
                "A variable-length number has more than 5 bytes: position=" + position);
    }

    /** Reads what {@link BinaryOutput#writeVarLong} wrote. */
    public long readVarLong() {
        if (position < limit && bytes[position] >= 0) {
            return bytes[position++];
        }
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            int next = readByte();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new StreamException(
                ErrorCode.STATE_INCOMPATIBLE,
                "A variable-length number has more than 10 bytes: position=" + position);
    }

    /** Reads {@code count} bytes into a new array. */
    public byte[] readBytes(int count) {
        require(count);
        byte[] copy = Arrays.copyOfRange(bytes, position, position + count);
        position += count;
        return copy;
    }

    /** Reads what {@link BinaryOutput#writeString} wrote. */
    public String readString() {
        int count = readVarInt();
        require(count);
        String value = new String(bytes, position, count, StandardCharsets.UTF_8);
        position += count;
        return value;
    }

    private void require(int count) {
        if (count < 0 || limit - position < count) {
            throw truncated(count);
        }
    }

    private StreamException truncated(int count) {
        return new StreamException(
                ErrorCode.STATE_INCOMPATIBLE,
                "Serialized bytes end too early: needed=" + count + " remaining=" + remaining());
    }
}
