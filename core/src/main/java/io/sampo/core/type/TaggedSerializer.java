/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import io.sampo.core.error.StreamException;
import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes a byte that tells the kind, then the value: simple ones by itself, the rest through Fory.
 * The tags are part of the format of stored state: they are never renumbered.
 */
final class TaggedSerializer<T> implements ValueSerializer<T> {
    private static final int NULL = 0;
    private static final int OBJECT = 1;
    private static final int LATIN_STRING = 2;
    private static final int STRING = 3;
    private static final int LONG = 4;
    private static final int INTEGER = 5;
    private static final int DOUBLE = 6;
    private static final int FLOAT = 7;
    private static final int TRUE = 8;
    private static final int FALSE = 9;
    private static final int SHORT = 10;
    private static final int BYTE = 11;
    private static final int CHARACTER = 12;
    private static final int BYTES = 13;
    private static final int INSTANT = 14;
    private static final int UNIQUE_ID = 15;

    /** What begins several values: each by itself, or all through Fory at once. */
    private static final int SINGLY = 0;

    private static final int TOGETHER = 1;

    /** What has a tag of its own, but for nothing at all. */
    private static final Set<Class<?>> SIMPLE =
            Set.of(
                    String.class,
                    Long.class,
                    Integer.class,
                    Double.class,
                    Float.class,
                    Boolean.class,
                    Short.class,
                    Byte.class,
                    Character.class,
                    byte[].class,
                    Instant.class,
                    UUID.class);

    private final ForyInstances instances;
    private final KnownSchemas schemas;
    private final String place;
    private final ImmutabilityCheck immutability = new ImmutabilityCheck();
    private @Nullable Thread lastThread;
    private @Nullable ForyInstance lastInstance;

    TaggedSerializer(ForyInstances instances, KnownSchemas schemas, String place) {
        this.instances = instances;
        this.schemas = schemas;
        this.place = place;
    }

    @Override
    public void write(@Nullable T value, BinaryOutput target) {
        if (value == null) {
            target.writeByte(NULL);
            return;
        }
        Class<?> type = value.getClass();
        if (type == String.class) {
            writeString((String) value, target);
        } else if (type == Long.class) {
            target.writeByte(LONG);
            long number = (Long) value;
            target.writeVarLong(number << 1 ^ number >> 63);
        } else if (type == Integer.class) {
            target.writeByte(INTEGER);
            int number = (Integer) value;
            target.writeVarInt(number << 1 ^ number >> 31);
        } else if (type == Double.class) {
            target.writeByte(DOUBLE);
            target.writeLong(Double.doubleToRawLongBits((Double) value));
        } else if (type == Boolean.class) {
            target.writeByte((Boolean) value ? TRUE : FALSE);
        } else if (type == byte[].class) {
            byte[] bytes = (byte[]) value;
            target.writeByte(BYTES);
            target.writeVarInt(bytes.length);
            target.writeBytes(bytes);
        } else if (!writeRare(value, target)) {
            writeObject(value, target);
        }
    }

    /**
     * Objects of one class go through Fory as one list: the name of the class is there once, and
     * what is to be done around a call of Fory is done once.
     */
    @Override
    public void writeAll(@Nullable T[] values, int count, BinaryOutput target) {
        int start = target.length();
        if (areObjectsOfOneClass(values, count)) {
            target.writeByte(TOGETHER);
            if (tryWriteTogether(values, count, target)) {
                return;
            }
            // One of them is not fit; which one shows when each is written by itself.
            target.truncate(start);
        }
        target.writeByte(SINGLY);
        ValueSerializer.super.writeAll(values, count, target);
    }

    private static boolean areObjectsOfOneClass(@Nullable Object[] values, int count) {
        if (count < 2 || values[0] == null) {
            return false;
        }
        Class<?> type = values[0].getClass();
        for (int i = 1; i < count; i++) {
            Object value = values[i];
            if (value == null || value.getClass() != type) {
                return false;
            }
        }
        return !SIMPLE.contains(type) && !RecursiveTypes.isRecursive(type);
    }

    private boolean tryWriteTogether(Object[] values, int count, BinaryOutput target) {
        Thread thread = Thread.currentThread();
        ClassLoader before = enter(thread);
        try {
            instance(thread).writeAll(values, count, schemas, target);
            return true;
        } catch (RuntimeException | StackOverflowError | LinkageError failure) {
            discard(thread);
            return false;
        } finally {
            leave(thread, before);
        }
    }

    @Override
    public void readAll(@Nullable T[] values, int count, BinaryInput source) {
        if (source.readByte() == SINGLY) {
            ValueSerializer.super.readAll(values, count, source);
            return;
        }
        Thread thread = Thread.currentThread();
        ClassLoader before = enter(thread);
        boolean all;
        try {
            all = instance(thread).readAll(values, count, schemas, source);
        } catch (RuntimeException | StackOverflowError | LinkageError failure) {
            throw failed(thread, ForyFailures.onRead(instances.mode(), place, failure));
        } finally {
            leave(thread, before);
        }
        if (!all) {
            throw Schemas.incompatible(
                    place,
                    "other values than announced: count=" + count,
                    "The bytes are damaged, or were written by another version of Sampo.");
        }
    }

    private static boolean writeRare(Object value, BinaryOutput target) {
        if (value instanceof Instant instant) {
            target.writeByte(INSTANT);
            target.writeLong(instant.getEpochSecond());
            target.writeInt(instant.getNano());
        } else if (value instanceof UUID id) {
            target.writeByte(UNIQUE_ID);
            target.writeLong(id.getMostSignificantBits());
            target.writeLong(id.getLeastSignificantBits());
        } else if (value instanceof Float number) {
            target.writeByte(FLOAT);
            target.writeInt(Float.floatToRawIntBits(number));
        } else if (value instanceof Short number) {
            target.writeByte(SHORT);
            target.writeShort(number);
        } else if (value instanceof Byte number) {
            target.writeByte(BYTE);
            target.writeByte(number);
        } else if (value instanceof Character character) {
            target.writeByte(CHARACTER);
            target.writeShort(character);
        } else {
            return false;
        }
        return true;
    }

    /** One byte for each char of Latin-1, as nearly all strings are; else two. */
    private static void writeString(String value, BinaryOutput target) {
        int start = target.length();
        int count = value.length();
        target.writeByte(LATIN_STRING);
        target.writeVarInt(count);
        target.ensure(count);
        byte[] bytes = target.array();
        int at = target.length();
        int wide = 0;
        for (int i = 0; i < count; i++) {
            char next = value.charAt(i);
            wide |= next;
            bytes[at + i] = (byte) next;
        }
        if (wide < 0x100) {
            target.advance(count);
            return;
        }
        target.truncate(start);
        target.writeByte(STRING);
        target.writeVarInt(count);
        for (int i = 0; i < count; i++) {
            target.writeShort(value.charAt(i));
        }
    }

    @Override
    @SuppressWarnings("unchecked")
    public @Nullable T read(BinaryInput source) {
        return (T) readAny(source);
    }

    private @Nullable Object readAny(BinaryInput source) {
        int tag = source.readByte();
        switch (tag) {
            case NULL:
                return null;
            case OBJECT:
                return readObject(source);
            case LATIN_STRING:
                return readLatinString(source);
            case STRING:
                return readString(source);
            case LONG:
                long number = source.readVarLong();
                return number >>> 1 ^ -(number & 1);
            case INTEGER:
                int small = source.readVarInt();
                return small >>> 1 ^ -(small & 1);
            case DOUBLE:
                return Double.longBitsToDouble(source.readLong());
            case FLOAT:
                return Float.intBitsToFloat(source.readInt());
            case TRUE:
                return true;
            case FALSE:
                return false;
            case SHORT:
                return (short) source.readUnsignedShort();
            case BYTE:
                return source.readByte();
            case CHARACTER:
                return (char) source.readUnsignedShort();
            case BYTES:
                return source.readBytes(source.readLength());
            case INSTANT:
                return Instant.ofEpochSecond(source.readLong(), source.readInt());
            case UNIQUE_ID:
                return new UUID(source.readLong(), source.readLong());
            default:
                throw Schemas.incompatible(
                        place,
                        "unknown kind of value: tag=" + tag,
                        "The bytes are damaged, or were written by a newer version of Sampo.");
        }
    }

    private static String readLatinString(BinaryInput source) {
        int count = source.readLength();
        int start = source.position();
        source.skip(count);
        return new String(source.array(), start, count, StandardCharsets.ISO_8859_1);
    }

    private static String readString(BinaryInput source) {
        int count = source.readLength();
        int start = source.position();
        source.skip(2 * count);
        byte[] bytes = source.array();
        char[] chars = new char[count];
        for (int i = 0; i < count; i++) {
            int at = start + 2 * i;
            chars[i] = (char) ((bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF);
        }
        return new String(chars);
    }

    @Override
    public T copy(T value) {
        if (immutability.isImmutable(value)) {
            return value;
        }
        Thread thread = Thread.currentThread();
        ClassLoader before = enter(thread);
        try {
            return instance(thread).copy(value);
        } catch (RuntimeException | StackOverflowError | LinkageError failure) {
            throw failed(thread, ForyFailures.onWrite("copied", place, value, failure));
        } finally {
            leave(thread, before);
        }
    }

    private void writeObject(Object value, BinaryOutput target) {
        int start = target.length();
        Thread thread = Thread.currentThread();
        ClassLoader before = enter(thread);
        try {
            target.writeByte(OBJECT);
            instance(thread).write(value, schemas, target);
        } catch (RuntimeException | StackOverflowError | LinkageError failure) {
            target.truncate(start);
            throw failed(thread, ForyFailures.onWrite("serialized", place, value, failure));
        } finally {
            leave(thread, before);
        }
    }

    private Object readObject(BinaryInput source) {
        Thread thread = Thread.currentThread();
        ClassLoader before = enter(thread);
        try {
            return instance(thread).read(source, source.readVarInt(), schemas);
        } catch (RuntimeException | StackOverflowError | LinkageError failure) {
            throw failed(thread, ForyFailures.onRead(instances.mode(), place, failure));
        } finally {
            leave(thread, before);
        }
    }

    private ForyInstance instance(Thread thread) {
        ForyInstance instance = lastInstance;
        if (thread != lastThread || instance == null) {
            instance = instances.of(thread);
            lastInstance = instance;
            lastThread = thread;
        }
        return instance;
    }

    /** Code that Fory generates looks for the job's classes in the loader of the thread, too. */
    private ClassLoader enter(Thread thread) {
        ClassLoader before = thread.getContextClassLoader();
        if (before != instances.classLoader()) {
            thread.setContextClassLoader(instances.classLoader());
        }
        return before;
    }

    private void leave(Thread thread, ClassLoader before) {
        if (before != instances.classLoader()) {
            thread.setContextClassLoader(before);
        }
    }

    private StreamException failed(Thread thread, StreamException failure) {
        discard(thread);
        return failure;
    }

    private void discard(Thread thread) {
        instances.discard(thread);
        lastInstance = null;
        lastThread = null;
    }
}
