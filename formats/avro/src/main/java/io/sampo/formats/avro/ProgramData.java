/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.formats.avro;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/**
 * What Avro needs to know of the generated classes of a program, which may be in another loader
 * than Avro itself. The model that a generated class brings looks for others with the loader of
 * Avro, and takes only those that a property of the JVM names; here names come from schemas of
 * classes that are in the program already, and only generated classes are taken.
 */
final class ProgramData extends SpecificData {
    private final Map<String, Optional<Class<?>>> generated = new ConcurrentHashMap<>();

    /** Creates the model for a generated class, with the logical types that it converts. */
    ProgramData(Class<?> type) {
        super(type.getClassLoader());
        SpecificData.getForClass(type).getConversions().forEach(this::addLogicalTypeConversion);
    }

    @Override
    @SuppressWarnings("rawtypes") // as it is declared there
    public @Nullable Class getClass(Schema schema) {
        return switch (schema.getType()) {
            case RECORD, ENUM, FIXED ->
                    generated.computeIfAbsent(getClassName(schema), this::find).orElse(null);
            default -> super.getClass(schema);
        };
    }

    private Optional<Class<?>> find(String name) {
        try {
            Class<?> found = Class.forName(name, false, getClassLoader());
            return AvroSchemas.of(found) == null ? Optional.empty() : Optional.of(found);
        } catch (ClassNotFoundException generic) {
            return Optional.empty();
        }
    }
}
