/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.formats.avro;

import io.sampo.core.type.SchemaChange;
import io.sampo.core.type.TypeCodec;
import io.sampo.core.type.TypeFormat;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes records, generated or generic, and the values of Avro's fixed type in its binary encoding.
 * Enums that Avro generates are enums as any other. Found by the engine; not for users to call.
 */
public final class AvroTypeFormat implements TypeFormat {
    /** Kept with the class itself, so that nothing here holds a job's class. */
    private static final ClassValue<OfClass> SCHEMAS =
            new ClassValue<>() {
                @Override
                protected OfClass computeValue(Class<?> type) {
                    Schema schema = AvroSchemas.of(type);
                    return new OfClass(schema == null ? null : schema.toString());
                }
            };

    private record OfClass(@Nullable String schema) {}

    /** Called by {@link java.util.ServiceLoader}. */
    public AvroTypeFormat() {}

    @Override
    public String name() {
        return "avro";
    }

    @Override
    public boolean handles(Class<?> type) {
        return GenericContainer.class.isAssignableFrom(type)
                && !type.isEnum()
                && (IndexedRecord.class.isAssignableFrom(type)
                        || GenericFixed.class.isAssignableFrom(type)
                        || GenericEnumSymbol.class.isAssignableFrom(type));
    }

    @Override
    public Set<Class<?>> classes() {
        return Set.of(
                GenericData.Record.class, GenericData.Fixed.class, GenericData.EnumSymbol.class);
    }

    @Override
    public @Nullable String schemaOf(Class<?> type) {
        return SCHEMAS.get(type).schema();
    }

    @Override
    public List<SchemaChange> changes(String stored, String now) {
        return AvroSchemas.changes(AvroSchemas.parse(stored), AvroSchemas.parse(now));
    }

    @Override
    public TypeCodec codec() {
        return new AvroCodec();
    }

    @Override
    public boolean isShared(Class<?> type) {
        return Schema.class.isAssignableFrom(type);
    }
}
