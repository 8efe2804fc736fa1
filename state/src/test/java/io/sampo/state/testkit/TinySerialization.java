/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.testkit;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;
import io.sampo.core.type.Serialization;
import io.sampo.core.type.SerializationFactory;
import io.sampo.core.type.TypeInfo;
import io.sampo.core.type.ValueSerializer;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Serializes longs, integers, strings, byte arrays, {@link Tally} and {@link Reading}. Each
 * instance fails when a second thread uses it.
 */
public final class TinySerialization implements SerializationFactory {
    private final AtomicInteger copies = new AtomicInteger();
    private volatile Runnable beforeWrite = () -> {};

    /** Sets what happens before each value is written: a step of another thread, as it were. */
    public void beforeWrite(Runnable step) {
        beforeWrite = step;
    }

    /** Returns how many values had to be copied. */
    public int copies() {
        return copies.get();
    }

    @Override
    public Serialization create() {
        return new Confined();
    }

    @Override
    public ClassLoader classLoader() {
        return TinySerialization.class.getClassLoader();
    }

    private final class Confined implements Serialization {
        private @Nullable Thread user;

        @Override
        public <T> ValueSerializer<T> forState(TypeInfo<T> type, String place) {
            if (type.rawClass() == Thread.class) {
                throw refused(place, type.rawClass());
            }
            return new Values<>(this, place);
        }

        @Override
        public <T> ValueSerializer<T> forWire(String place) {
            return new Values<>(this, place);
        }

        @Override
        public String schemaOf(TypeInfo<?> type) {
            return type.type().getTypeName();
        }

        void check() {
            if (user == null) {
                user = Thread.currentThread();
            } else if (user != Thread.currentThread()) {
                throw new AssertionError(
                        "Serialization is used by two threads: "
                                + user
                                + ", "
                                + Thread.currentThread());
            }
        }
    }

    private final class Values<T> implements ValueSerializer<T> {
        private final Confined owner;
        private final String place;

        Values(Confined owner, String place) {
            this.owner = owner;
            this.place = place;
        }

        @Override
        public void write(@Nullable T value, BinaryOutput target) {
            owner.check();
            beforeWrite.run();
            if (value == null) {
                target.writeByte('0');
            } else if (value instanceof Long number) {
                target.writeByte('L');
                target.writeVarLong(number);
            } else if (value instanceof Integer number) {
                target.writeByte('I');
                target.writeInt(number);
            } else if (value instanceof String text) {
                target.writeByte('S');
                target.writeString(text);
            } else if (value instanceof byte[] bytes) {
                target.writeByte('B');
                target.writeVarInt(bytes.length);
                target.writeBytes(bytes);
            } else if (value instanceof Tally tally) {
                target.writeByte('T');
                target.writeVarLong(tally.count);
                target.writeString(tally.note);
            } else if (value instanceof Reading reading) {
                target.writeByte('R');
                target.writeVarLong(reading.count());
                target.writeInt(reading.level());
                target.writeVarLong(Double.doubleToRawLongBits(reading.share()));
                target.writeString(String.valueOf(reading.note()));
            } else {
                throw refused(place, value.getClass());
            }
        }

        @Override
        @SuppressWarnings("unchecked") // it is what was written
        public @Nullable T read(BinaryInput source) {
            owner.check();
            return (T) readAny(source);
        }

        private @Nullable Object readAny(BinaryInput source) {
            byte tag = source.readByte();
            return switch (tag) {
                case '0' -> null;
                case 'L' -> source.readVarLong();
                case 'I' -> source.readInt();
                case 'S' -> source.readString();
                case 'B' -> source.readBytes(source.readVarInt());
                case 'T' -> new Tally(source.readVarLong(), source.readString());
                case 'R' ->
                        new Reading(
                                source.readVarLong(),
                                source.readInt(),
                                Double.longBitsToDouble(source.readVarLong()),
                                noteOf(source.readString()));
                default ->
                        throw new StreamException(
                                ErrorCode.STATE_INCOMPATIBLE, "Unknown tag: tag=" + tag);
            };
        }

        private static @Nullable String noteOf(String written) {
            return written.equals("null") ? null : written;
        }

        @Override
        @SuppressWarnings("unchecked") // a copy is of the same class
        public T copy(T value) {
            owner.check();
            if (value instanceof Tally tally) {
                copies.incrementAndGet();
                return (T) new Tally(tally.count, tally.note);
            }
            if (value instanceof byte[] bytes) {
                copies.incrementAndGet();
                return (T) bytes.clone();
            }
            return value;
        }
    }

    private static StreamException refused(String place, Class<?> type) {
        return new StreamException(
                ErrorCode.NOT_SERIALIZABLE,
                "Cannot be serialized: place=" + place + " class=" + type.getName());
    }
}
