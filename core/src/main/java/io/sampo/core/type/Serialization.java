/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

/**
 * Makes the serializers of one subtask, or of one snapshot thread. Confined to one thread at a
 * time, with everything it made.
 */
public interface Serialization {
    /**
     * Returns a serializer for values that outlive the program: classes go by name and may gain or
     * lose fields between versions.
     *
     * @param type as far as it is known; a type known to be unfit is refused here
     * @param place named in errors, such as {@code state 'count' of operator 'counter'}
     */
    <T> ValueSerializer<T> forState(TypeInfo<T> type, String place);

    /**
     * Returns a serializer for values of a state whose description is stored with it. What stands
     * there need not stand in each value.
     *
     * @param schema as {@link #checkSchema} returned it, or {@link #schemaOf} for a new state; kept
     *     for as long as there are values that were written with this serializer
     */
    default <T> ValueSerializer<T> forState(TypeInfo<T> type, String place, String schema) {
        return forState(type, place);
    }

    /** Returns a serializer for values that are read by the same program only, and a copier. */
    <T> ValueSerializer<T> forWire(String place);

    /**
     * Returns a description of a type and of the fields of all classes that it declares, stored
     * with its state so that a later version of the program can be checked against it. Two
     * descriptions may differ and yet fit: ask {@link #checkSchema}.
     */
    String schemaOf(TypeInfo<?> type);

    /**
     * Checks, before any value is read, that values stored with the schema {@code stored} can be
     * read as {@code type}. Fields may have been added (they are null or zero, or what the
     * no-argument constructor of a class sets) or removed; a field whose type changed, or that
     * moved to another class, a constant of an enum and a subclass of a sealed type that are gone
     * are refused. Classes of a {@link TypeFormat} follow its rules. Classes that appear only at
     * run time are checked when they are read.
     *
     * @param stored as {@link #schemaOf} returned it
     * @param place named in errors, such as {@code state 'count' of operator 'counter'}
     * @return the description to store from now on: of {@code type}, with those earlier schemas
     *     that values may still have which are not written anew
     * @throws io.sampo.core.error.StreamException with {@code STATE_INCOMPATIBLE}, naming place,
     *     class, field, both types and the way out
     */
    default String checkSchema(String stored, TypeInfo<?> type, String place) {
        return Schemas.check(stored, schemaOf(type), TypeFormats.NONE, place);
    }

    /**
     * Returns a description that has also the schemas of another one, with which values of the same
     * state were stored elsewhere.
     */
    static String mergedSchemas(String description, String other) {
        return Schemas.withSchemasOf(description, other);
    }
}
