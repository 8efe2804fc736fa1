/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * Numbers and the like as keys. Signed numbers are written with their sign bit flipped, so that
 * their bytes sort as they do. Floating-point numbers follow {@link Double#compare}: -0.0 is
 * another key than 0.0, and comes before it; there is one NaN, and it comes last.
 */
final class ScalarKeyTypes {
    static final KeyType<Long> LONG =
            new ScalarKeyType<>(
                    Long.class,
                    value -> Long.hashCode(value),
                    (value, target) -> writeLong(value, target),
                    source -> readLong(source));
    static final KeyType<Integer> INTEGER =
            new ScalarKeyType<>(
                    Integer.class,
                    value -> value,
                    (value, target) -> writeInt(value, target),
                    source -> readInt(source));
    static final KeyType<Short> SHORT =
            new ScalarKeyType<>(
                    Short.class,
                    value -> value,
                    (value, target) -> target.writeShort(value ^ Short.MIN_VALUE),
                    source -> (short) (source.readUnsignedShort() ^ Short.MIN_VALUE));
    static final KeyType<Byte> BYTE =
            new ScalarKeyType<>(
                    Byte.class,
                    value -> value,
                    (value, target) -> target.writeByte(value ^ Byte.MIN_VALUE),
                    source -> (byte) (source.readByte() ^ Byte.MIN_VALUE));
    static final KeyType<Character> CHARACTER =
            new ScalarKeyType<>(
                    Character.class,
                    value -> value,
                    (value, target) -> target.writeShort(value),
                    source -> (char) source.readUnsignedShort());
    static final KeyType<Boolean> BOOLEAN =
            new ScalarKeyType<>(
                    Boolean.class,
                    value -> Boolean.hashCode(value),
                    (value, target) -> target.writeBoolean(value),
                    BinaryInput::readBoolean);
    static final KeyType<Double> DOUBLE =
            new ScalarKeyType<>(
                    Double.class,
                    value -> Double.hashCode(value),
                    (value, target) -> writeLong(mirrored(Double.doubleToLongBits(value)), target),
                    source -> Double.longBitsToDouble(mirrored(readLong(source))));
    static final KeyType<Float> FLOAT =
            new ScalarKeyType<>(
                    Float.class,
                    value -> Float.hashCode(value),
                    (value, target) -> writeInt(mirrored(Float.floatToIntBits(value)), target),
                    source -> Float.intBitsToFloat(mirrored(readInt(source))));
    private static final KeyType<UUID> UNIQUE_ID =
            new ScalarKeyType<>(
                    UUID.class,
                    value ->
                            Long.hashCode(
                                    value.getMostSignificantBits()
                                            ^ value.getLeastSignificantBits()),
                    (value, target) -> {
                        writeLong(value.getMostSignificantBits(), target);
                        writeLong(value.getLeastSignificantBits(), target);
                    },
                    source -> new UUID(readLong(source), readLong(source)));
    private static final KeyType<BigInteger> BIG_INTEGER =
            new ScalarKeyType<>(
                    BigInteger.class,
                    value -> Arrays.hashCode(value.toByteArray()),
                    ScalarKeyTypes::writeBigInteger,
                    source -> new BigInteger(source.readBytes(Math.abs(readInt(source)))));

    private ScalarKeyTypes() {}

    static List<KeyType<?>> all() {
        return List.of(
                LONG,
                INTEGER,
                SHORT,
                BYTE,
                CHARACTER,
                BOOLEAN,
                DOUBLE,
                FLOAT,
                UNIQUE_ID,
                BIG_INTEGER);
    }

    static void writeLong(long value, BinaryOutput target) {
        target.writeLong(value ^ Long.MIN_VALUE);
    }

    static long readLong(BinaryInput source) {
        return source.readLong() ^ Long.MIN_VALUE;
    }

    static void writeInt(int value, BinaryOutput target) {
        target.writeInt(value ^ Integer.MIN_VALUE);
    }

    static int readInt(BinaryInput source) {
        return source.readInt() ^ Integer.MIN_VALUE;
    }

    /** Among negative numbers the bits of the larger magnitude are larger: turns them round. */
    private static long mirrored(long bits) {
        return bits ^ (bits >> 63 & Long.MAX_VALUE);
    }

    private static int mirrored(int bits) {
        return bits ^ (bits >> 31 & Integer.MAX_VALUE);
    }

    /** A longer number is further from zero; of equal length, two's complement sorts. */
    private static void writeBigInteger(BigInteger value, BinaryOutput target) {
        byte[] bytes = value.toByteArray();
        writeInt(value.signum() < 0 ? -bytes.length : bytes.length, target);
        target.writeBytes(bytes);
    }
}
