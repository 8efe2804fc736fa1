/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.formats.avro;

import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;
import io.sampo.core.type.TypeCodec;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.jspecify.annotations.Nullable;

/** Avro's binary encoding of the values of one thread. */
final class AvroCodec implements TypeCodec {
    private final AvroEncoding encoding = new AvroEncoding();
    private final Output output = new Output();
    private final Map<Schema, String> texts = new HashMap<>();
    private final Map<String, Schema> schemas = new HashMap<>();
    private final Map<Class<?>, GenericData> models = new HashMap<>();
    private final Map<Written, DatumWriter<Object>> writers = new HashMap<>();

    private record Written(Class<?> type, Schema schema) {}

    @Override
    public String schemaOf(Object value) {
        Schema schema = ((GenericContainer) value).getSchema();
        String text = texts.get(schema);
        if (text == null) {
            text = schema.toString();
            texts.put(schema, text);
        }
        return text;
    }

    @Override
    public void write(Object value, BinaryOutput target) throws IOException {
        Schema schema = ((GenericContainer) value).getSchema();
        DatumWriter<Object> writer =
                writers.computeIfAbsent(new Written(value.getClass(), schema), this::writer);
        output.target = target;
        encoding.write(writer, value, output);
    }

    private DatumWriter<Object> writer(Written what) {
        GenericData model = model(what.type());
        return model instanceof SpecificData generated
                ? new SpecificDatumWriter<>(what.schema(), generated)
                : new GenericDatumWriter<>(what.schema(), model);
    }

    @Override
    public Reader reader(Class<?> type, String written, @Nullable String wanted) {
        Schema stored = parse(written);
        Schema ofClass = AvroSchemas.of(type);
        Schema now = ofClass != null ? ofClass : wanted == null ? stored : parse(wanted);
        Schema from = stored.equals(now) ? now : stored;
        GenericData model = model(type);
        GenericDatumReader<Object> reader =
                model instanceof SpecificData generated
                        ? new SpecificDatumReader<>(from, now, generated)
                        : new GenericDatumReader<>(from, now, model);
        return source -> read(reader, source);
    }

    private Object read(GenericDatumReader<Object> reader, BinaryInput source) throws IOException {
        int count = source.remaining();
        int start = source.position();
        source.skip(count);
        return encoding.read(reader, source.array(), start, count);
    }

    private Schema parse(String text) {
        return schemas.computeIfAbsent(text, AvroSchemas::parse);
    }

    @Override
    public <T> T copy(T value) {
        return model(value.getClass()).deepCopy(((GenericContainer) value).getSchema(), value);
    }

    private GenericData model(Class<?> type) {
        return models.computeIfAbsent(type, AvroCodec::newModel);
    }

    private static GenericData newModel(Class<?> type) {
        if (AvroSchemas.of(type) == null) {
            return GenericData.get();
        }
        return new ProgramData(type);
    }

    private static final class Output extends OutputStream {
        private BinaryOutput target = new BinaryOutput();

        @Override
        public void write(int value) {
            target.writeByte(value);
        }

        @Override
        public void write(byte[] source, int offset, int count) {
            target.writeBytes(source, offset, count);
        }
    }
}
