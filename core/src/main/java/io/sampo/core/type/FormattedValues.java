/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.fory.memory.MemoryBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Values of {@link TypeFormat}s on their way through Fory: each is a reference to its schema, its
 * length, and what the format wrote. The kinds of references are part of the form of stored state.
 * Confined to one thread, as the instance of Fory that it belongs to.
 */
final class FormattedValues {
    /** The schema of the class, in the same program. */
    private static final int OF_CLASS = 0;

    /** Fingerprint, length and text follow. */
    private static final int SPELLED_OUT = 1;

    /** The fingerprint follows of one that stands in the description of the state. */
    private static final int KNOWN = 2;

    /** And so on: the first that was spelled out in this value, the second... */
    private static final int SPELLED_OUT_BEFORE = 3;

    private final TypeFormats formats;
    private final ForyMode mode;
    private final Map<TypeFormat, TypeCodec> codecs = new HashMap<>();
    private final Map<String, Spelled> spelled = new HashMap<>();
    private final Map<Long, String> read = new HashMap<>();
    private final Map<Use, TypeCodec.Reader> readers = new HashMap<>();
    private final Set<Use> fitting = new HashSet<>();
    private final List<String> before = new ArrayList<>();
    private final BinaryOutput output = new BinaryOutput();
    private final BinaryInput input = new BinaryInput(new byte[0]);
    private KnownSchemas known = KnownSchemas.NONE;

    /** A schema as it is spelled out. */
    private record Spelled(byte[] text, long fingerprint) {
        static Spelled of(String schema) {
            return new Spelled(
                    schema.getBytes(StandardCharsets.UTF_8), KnownSchemas.fingerprint(schema));
        }
    }

    /** What a reader is for. */
    private record Use(Class<?> type, String written, @Nullable String wanted) {}

    FormattedValues(TypeFormats formats, ForyMode mode) {
        this.formats = formats;
        this.mode = mode;
    }

    TypeFormats formats() {
        return formats;
    }

    TypeCodec codec(TypeFormat format) {
        return codecs.computeIfAbsent(format, TypeFormat::codec);
    }

    /** Begins a value of a place of which so much is known. */
    void begin(KnownSchemas schemas) {
        known = schemas;
        before.clear();
    }

    /** Appends a value, which may be all or a part of the one that was begun. */
    void write(Object value, TypeFormat format, TypeCodec codec, MemoryBuffer target) {
        String schema = codec.schemaOf(value);
        writeReference(schema, value.getClass(), format, target);
        output.clear();
        try {
            codec.write(value, output);
        } catch (IOException failure) {
            throw new FormatFailure(failure);
        }
        target.writeVarUInt32(output.length());
        target.writeBytes(output.array(), 0, output.length());
    }

    private void writeReference(
            String schema, Class<?> type, TypeFormat format, MemoryBuffer target) {
        if (mode == ForyMode.WIRE && schema.equals(format.schemaOf(type))) {
            target.writeVarUInt32(OF_CLASS);
            return;
        }
        Spelled reference = spelled.computeIfAbsent(schema, Spelled::of);
        if (known.contains(reference.fingerprint)) {
            target.writeVarUInt32(KNOWN);
            target.writeInt64(reference.fingerprint);
            return;
        }
        int place = before.indexOf(schema);
        if (place >= 0) {
            target.writeVarUInt32(SPELLED_OUT_BEFORE + place);
            return;
        }
        checkReadable(schema, type, format);
        target.writeVarUInt32(SPELLED_OUT);
        target.writeInt64(reference.fingerprint);
        target.writeVarUInt32(reference.text.length);
        target.writeBytes(reference.text);
        before.add(schema);
    }

    /** Refuses at once what a declared schema could not read later. */
    private void checkReadable(String schema, Class<?> type, TypeFormat format) {
        String declared = format.schemaOf(type) == null ? known.declaredFor(type) : null;
        if (declared == null || !fitting.add(new Use(type, schema, declared))) {
            return;
        }
        SchemaChange misfit = misfit(format, schema, declared);
        if (misfit != null) {
            throw new UnfitTypeException(
                    type.getName(),
                    "it has another schema than the state is declared with: " + misfit.what());
        }
    }

    /** Reads a value that {@link #write} wrote. */
    Object read(Class<?> type, TypeFormat format, TypeCodec codec, MemoryBuffer source) {
        String written = readReference(type, format, source);
        String ofClass = format.schemaOf(type);
        String wanted = ofClass == null ? known.declaredFor(type) : ofClass;
        Use use = new Use(type, written, wanted);
        TypeCodec.Reader reader = readers.get(use);
        if (reader == null) {
            reader = reader(use, format, codec);
            readers.put(use, reader);
        }
        byte[] bytes = readBytes(source);
        input.reset(bytes, 0, bytes.length);
        Object value;
        try {
            value = reader.read(input);
        } catch (IOException failure) {
            throw new FormatFailure(failure);
        }
        if (input.remaining() > 0) {
            throw new IllegalStateException(
                    "Not all bytes of the value were read: format="
                            + format.name()
                            + " length="
                            + bytes.length
                            + " left="
                            + input.remaining());
        }
        return value;
    }

    private static TypeCodec.Reader reader(Use use, TypeFormat format, TypeCodec codec) {
        SchemaChange misfit = use.wanted == null ? null : misfit(format, use.written, use.wanted);
        if (misfit != null) {
            throw new RemoteSchemas.SchemaChangedException(
                    "class=" + use.type.getName() + ": " + misfit.what(),
                    Objects.requireNonNull(misfit.wayOut()));
        }
        return codec.reader(use.type, use.written, use.wanted);
    }

    private static @Nullable SchemaChange misfit(TypeFormat format, String stored, String now) {
        if (stored.equals(now)) {
            return null;
        }
        for (SchemaChange change : format.changes(stored, now)) {
            if (!change.fits()) {
                return change;
            }
        }
        return null;
    }

    private String readReference(Class<?> type, TypeFormat format, MemoryBuffer source) {
        int kind = source.readVarUInt32();
        if (kind == OF_CLASS) {
            return Objects.requireNonNull(format.schemaOf(type), "schema of the class");
        }
        if (kind == SPELLED_OUT) {
            return readSpelledOut(source);
        }
        if (kind == KNOWN) {
            long fingerprint = source.readInt64();
            String schema = known.get(fingerprint);
            if (schema == null) {
                throw new IllegalStateException(
                        "The schema of a value is not stored with its state: fingerprint="
                                + Long.toHexString(fingerprint));
            }
            return schema;
        }
        int place = kind - SPELLED_OUT_BEFORE;
        if (place < 0 || place >= before.size()) {
            throw new IllegalStateException(
                    "A value refers to a schema that is not there: kind=" + kind);
        }
        return before.get(place);
    }

    private String readSpelledOut(MemoryBuffer source) {
        long fingerprint = source.readInt64();
        byte[] text = readBytes(source);
        String schema = read.get(fingerprint);
        if (schema == null) {
            schema = new String(text, StandardCharsets.UTF_8);
            long found = KnownSchemas.fingerprint(schema);
            if (found != fingerprint) {
                throw new IllegalStateException(
                        "A schema is damaged: fingerprint="
                                + Long.toHexString(fingerprint)
                                + " found="
                                + Long.toHexString(found));
            }
            read.put(fingerprint, schema);
        }
        before.add(schema);
        return schema;
    }

    private static byte[] readBytes(MemoryBuffer source) {
        int length = source.readVarUInt32();
        if (length < 0 || length > source.remaining()) {
            throw new IllegalStateException(
                    "A value is cut off: length=" + length + " there=" + source.remaining());
        }
        return source.readBytes(length);
    }

    /** What a codec could not do. */
    static final class FormatFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        FormatFailure(IOException cause) {
            super(cause);
        }
    }
}
