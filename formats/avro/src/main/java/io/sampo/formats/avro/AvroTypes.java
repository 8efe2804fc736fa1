/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.formats.avro;

import io.sampo.core.type.SchemaType;
import io.sampo.core.type.TypeInfo;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/**
 * Types of Avro for the descriptors of state. Classes that Avro generates need none, they know
 * their schema: {@code StateDescriptor.value("last", Click.class)}.
 *
 * <pre>{@code
 * StateDescriptor.value("last", AvroTypes.generic(schema))
 * }</pre>
 */
public final class AvroTypes {
    private AvroTypes() {}

    /**
     * Returns the type of generic records of one schema. What was stored with another one is read
     * as this, by Avro's rules of schema resolution, or refused when the state is restored. Records
     * that are put into the state must have this schema, or one that can be read as it.
     */
    public static TypeInfo<GenericRecord> generic(Schema schema) {
        return TypeInfo.of(new SchemaType(GenericRecord.class, schema.toString()));
    }
}
