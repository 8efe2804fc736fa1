/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.formats.avro;

import io.sampo.core.type.SchemaChange;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;
import org.apache.avro.generic.GenericContainer;
import org.jspecify.annotations.Nullable;

/** Finds schemas, and asks Avro whether what was written with one can be read with another. */
final class AvroSchemas {
    private AvroSchemas() {}

    /** Returns the schema of a generated class; null if its values may have any. */
    static @Nullable Schema of(Class<?> type) {
        if (!GenericContainer.class.isAssignableFrom(type)) {
            return null;
        }
        try {
            Field field = type.getField("SCHEMA$");
            // the class may be seen by its package only
            field.setAccessible(true);
            return field.get(null) instanceof Schema schema ? schema : null;
        } catch (NoSuchFieldException | IllegalAccessException generic) {
            return null;
        }
    }

    /** Reads a schema that was accepted once, so its names and defaults are not judged again. */
    static Schema parse(String text) {
        return new Schema.Parser(NameValidator.NO_VALIDATION)
                .setValidateDefaults(false)
                .parse(text);
    }

    static List<SchemaChange> changes(Schema stored, Schema now) {
        if (stored.equals(now)) {
            return List.of();
        }
        List<SchemaChange> changes = new ArrayList<>();
        for (Incompatibility found :
                SchemaCompatibility.checkReaderWriterCompatibility(now, stored)
                        .getResult()
                        .getIncompatibilities()) {
            changes.add(
                    new SchemaChange(
                            "schema="
                                    + stored.getFullName()
                                    + " at="
                                    + found.getLocation()
                                    + ": "
                                    + found.getType()
                                    + ": "
                                    + found.getMessage(),
                            wayOut(found)));
        }
        if (changes.isEmpty()) {
            changes.add(
                    new SchemaChange(
                            "schema=" + stored.getFullName() + " has changed, and Avro reads it",
                            null));
        }
        return changes;
    }

    private static String wayOut(Incompatibility found) {
        return switch (found.getType()) {
            case READER_FIELD_MISSING_DEFAULT_VALUE ->
                    "Give the field a default, or, if it is an old one under a new name, the old name"
                            + " as an alias.";
            case NAME_MISMATCH -> "Keep the name, or give the new one the old one as an alias.";
            case MISSING_ENUM_SYMBOLS ->
                    "Keep the symbols, even if nothing uses them, or give the enum a default.";
            case MISSING_UNION_BRANCH -> "Keep the branch of the union: stored values may have it.";
            case FIXED_SIZE_MISMATCH -> "Keep the size, or use a new field with a default.";
            case TYPE_MISMATCH ->
                    "Numbers may become wider (int to long, float or double), string and bytes each"
                            + " other; for all else keep the field as it was and add another with a"
                            + " default.";
        };
    }
}
