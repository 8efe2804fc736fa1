/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;
import java.util.stream.Stream;
import org.apache.fory.Fory;
import org.apache.fory.memory.MemoryBuffer;
import org.apache.fory.resolver.SharedRegistry;
import org.apache.fory.resolver.TypeResolver;

/** One instance of Fory, set up for a job, with its buffers. Confined to one thread. */
final class ForyInstance {
    /**
     * Deeper values are refused when they are written. Fory writes deeper ones than it can read
     * with the same stack (measured with 1 MiB: writes 1,600 to 9,800 levels, reads 1,200 to
     * 7,300).
     */
    static final int MAX_DEPTH = 1000;

    private static final int BATCH_NUMBER = 999;
    private static final int FIRST_NUMBER = 1000;
    private static final int NUMBERS = 0x3FFF;
    private static final int BUFFER_BYTES = 1024;
    private static final int MAX_KEPT_BUFFER_BYTES = 1 << 20;
    private static final int MAX_META_BYTES = 1 << 20;
    private static final int MAX_FIELDS = 10_000;
    private static final int MAX_SCHEMA_VERSIONS = 100_000;
    private static final int MAX_UNBACKED_ITEMS = 1 << 26;

    private static final byte[] NOTHING = {};

    private final Fory fory;
    private final RemoteSchemas remoteSchemas;
    private final FormattedValues formatted;
    private final Batch batch = new Batch();
    private final MemoryBuffer input = MemoryBuffer.fromByteArray(NOTHING);
    private final MemoryBuffer place = MemoryBuffer.fromByteArray(NOTHING);
    private MemoryBuffer output = MemoryBuffer.newHeapBuffer(BUFFER_BYTES);

    ForyInstance(
            ForyMode mode,
            ClassLoader classLoader,
            AllowedTypes allowed,
            TypeFormats formats,
            SharedRegistry registry) {
        formatted = new FormattedValues(formats, mode);
        ForyGuard guard = new ForyGuard(mode, allowed, formatted);
        fory =
                Fory.builder()
                        .withXlang(false)
                        .withClassLoader(classLoader)
                        .withSharedRegistry(registry)
                        .requireClassRegistration(false)
                        .suppressClassRegistrationWarnings(true)
                        .withTypeChecker(guard)
                        .withSerializerFactory(guard)
                        .withDeserializeUnknownClass(false)
                        .withRefTracking(false)
                        .withCodegen(true)
                        .withAsyncCompilation(false)
                        .withCompatible(mode == ForyMode.STATE)
                        .withClassVersionCheck(mode == ForyMode.WIRE)
                        // by ordinal, a new constant would shift the stored ones
                        .serializeEnumByName(true)
                        .withMaxDepth(MAX_DEPTH)
                        .withMaxGraphMemoryBytes(Runtime.getRuntime().maxMemory())
                        .withMaxTypeFields(MAX_FIELDS)
                        .withMaxTypeMetaBytes(MAX_META_BYTES)
                        .withMaxSchemaVersionsPerType(MAX_SCHEMA_VERSIONS)
                        .withMaxAverageSchemaVersionsPerType(MAX_SCHEMA_VERSIONS)
                        .withMaxUnbackedContainerItems(MAX_UNBACKED_ITEMS)
                        .build();
        TypeResolver resolver = fory.getTypeResolver();
        Class<?> nullableList = Stream.of(1, 2, 3).toList().getClass();
        fory.registerSerializer(nullableList, new NullableListSerializer(resolver, nullableList));
        for (Class<?> dangerous : ForyInternals.CALLABLE) {
            fory.registerSerializer(dangerous, new RefusingSerializer<>(resolver, dangerous));
        }
        fory.register(Batch.class, BATCH_NUMBER);
        fory.registerSerializer(Batch.class, new Batch.BatchSerializer(resolver, batch));
        for (TypeFormat format : formats.all()) {
            for (Class<?> type : format.classes()) {
                // by number: by name Fory takes it for a class whose fields it knows
                fory.register(type, numberOf(type));
                fory.registerSerializer(
                        type, new FormattedSerializer<>(resolver, type, format, formatted));
            }
        }
        remoteSchemas = new RemoteSchemas(registry, resolver, formats, classLoader);
        GeneratedCode.prepare(resolver, classLoader);
    }

    /** Appends the length and the bytes of {@code value}. */
    void write(Object value, KnownSchemas schemas, BinaryOutput target) {
        MemoryBuffer buffer = output;
        buffer.writerIndex(0);
        formatted.begin(schemas);
        try {
            fory.serialize(buffer, value);
            int length = buffer.writerIndex();
            if (length > MAX_DEPTH && isRecursive(value.getClass())) {
                buffer.readerIndex(0);
                formatted.begin(schemas);
                fory.deserialize(buffer);
            }
            target.writeVarInt(length);
            target.writeBytes(buffer.getHeapMemory(), 0, length);
        } finally {
            if (buffer.size() > MAX_KEPT_BUFFER_BYTES) {
                output = MemoryBuffer.newHeapBuffer(BUFFER_BYTES);
            }
        }
    }

    /**
     * Appends the length, in four bytes, and the bytes of the first values, which are of one class
     * that is not recursive. Fory puts them there itself; those of a frame are too many to copy.
     */
    void writeAll(Object[] values, int count, KnownSchemas schemas, BinaryOutput target) {
        int start = target.length();
        target.writeInt(0);
        MemoryBuffer buffer = place;
        buffer.pointTo(target.array(), 0, target.array().length);
        buffer.writerIndex(target.length());
        formatted.begin(schemas);
        batch.set(values, count);
        try {
            fory.serialize(buffer, batch);
            target.goOnWith(buffer.getHeapMemory(), buffer.writerIndex());
            target.setInt(start, target.length() - start - 4);
        } finally {
            batch.clear();
            buffer.pointTo(NOTHING, 0, 0);
        }
    }

    /**
     * Reads what {@link #writeAll} wrote of as many values.
     *
     * @return whether it was that
     */
    boolean readAll(Object[] values, int count, KnownSchemas schemas, BinaryInput source) {
        batch.set(values, count);
        try {
            return read(source, source.readInt(), schemas) == batch;
        } finally {
            batch.clear();
        }
    }

    /**
     * Returns the same number for a class in all programs. It stands in stored values; Fory refuses
     * a second class with it.
     */
    private static int numberOf(Class<?> type) {
        return FIRST_NUMBER + (type.getName().hashCode() & NUMBERS);
    }

    private boolean isRecursive(Class<?> type) {
        return formatted.formats().isOpen(type) && RecursiveTypes.isRecursive(type);
    }

    /** Reads what this or another instance wrote, but for the length. */
    Object read(BinaryInput source, int length, KnownSchemas schemas) {
        formatted.begin(schemas);
        int start = source.position();
        source.skip(length);
        input.pointTo(source.array(), start, length);
        input.readerIndex(0);
        Object value = fory.deserialize(input);
        if (input.readerIndex() != length) {
            throw new IllegalStateException(
                    "Not all bytes of the value were read: length="
                            + length
                            + " read="
                            + input.readerIndex());
        }
        remoteSchemas.check();
        return value;
    }

    <T> T copy(T value) {
        T copy = fory.copy(value);
        ForyInternals.forgetGetters();
        return copy;
    }
}
