/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.testkit;

import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;
import io.sampo.core.type.ForySerializationFactory;
import io.sampo.core.type.Serialization;
import io.sampo.core.type.SerializationFactory;
import io.sampo.core.type.TypeInfo;
import io.sampo.core.type.ValueSerializer;
import io.sampo.formats.avro.AvroTypes;
import java.nio.ByteBuffer;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes the values that {@link TinySerialization} does, each in a record of Avro, by the
 * serialization that jobs have. So what is tested with plain values is tested with those of Avro.
 */
public final class AvroBoxes implements SerializationFactory {
    private static final Schema BOX =
            new Schema.Parser()
                    .parse(
                            """
                            {"type":"record","name":"Box","namespace":"tiny","fields":[
                             {"name":"value","type":[
                              "long","int","bytes",
                              {"type":"string","avro.java.string":"String"},
                              {"type":"record","name":"Tally","fields":[
                               {"name":"count","type":"long"},
                               {"name":"note","type":
                                {"type":"string","avro.java.string":"String"}}]}]}]}
                            """);
    private static final Schema TALLY = BOX.getField("value").schema().getTypes().get(4);
    private static final TypeInfo<GenericRecord> BOXES = AvroTypes.generic(BOX);
    private static final Set<Class<?>> FIT =
            Set.of(
                    Object.class,
                    Long.class,
                    Integer.class,
                    byte[].class,
                    String.class,
                    Tally.class);

    private final SerializationFactory fory =
            new ForySerializationFactory(AvroBoxes.class.getClassLoader());

    @Override
    public ClassLoader classLoader() {
        return fory.classLoader();
    }

    @Override
    public Serialization create() {
        return new Boxing(fory.create());
    }

    private record Boxing(Serialization fory) implements Serialization {
        @Override
        public <T> ValueSerializer<T> forState(TypeInfo<T> type, String place) {
            return forState(type, place, "");
        }

        @Override
        public <T> ValueSerializer<T> forState(TypeInfo<T> type, String place, String schema) {
            return FIT.contains(type.rawClass())
                    ? new Boxes<>(fory.forState(BOXES, place, schema))
                    : fory.forState(type, place, schema);
        }

        @Override
        public <T> ValueSerializer<T> forWire(String place) {
            return fory.forWire(place);
        }

        /** That of the type, and the lines of the boxes. */
        @Override
        public String schemaOf(TypeInfo<?> type) {
            if (!FIT.contains(type.rawClass())) {
                return fory.schemaOf(type);
            }
            String boxes = fory.schemaOf(BOXES);
            return type.type().getTypeName() + boxes.substring(boxes.indexOf('\n'));
        }
    }

    private record Boxes<T>(ValueSerializer<GenericRecord> records) implements ValueSerializer<T> {
        @Override
        public void write(@Nullable T value, BinaryOutput target) {
            records.write(value == null ? null : box(value), target);
        }

        @Override
        @SuppressWarnings("unchecked") // it is what was written
        public @Nullable T read(BinaryInput source) {
            GenericRecord record = records.read(source);
            return record == null ? null : (T) unbox(record);
        }

        @Override
        @SuppressWarnings("unchecked") // a copy is of the same class
        public T copy(T value) {
            boolean changes = value instanceof Tally || value instanceof byte[];
            return changes ? (T) unbox(records.copy(box(value))) : value;
        }
    }

    private static GenericRecord box(Object value) {
        GenericRecord box = new GenericData.Record(BOX);
        if (value instanceof Tally tally) {
            GenericRecord record = new GenericData.Record(TALLY);
            record.put("count", tally.count);
            record.put("note", tally.note);
            box.put("value", record);
        } else {
            box.put("value", value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : value);
        }
        return box;
    }

    private static Object unbox(GenericRecord box) {
        Object value = box.get("value");
        if (value instanceof GenericRecord tally) {
            return new Tally((Long) tally.get("count"), (String) tally.get("note"));
        }
        if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            return bytes;
        }
        return value;
    }
}
