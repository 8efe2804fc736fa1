/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import java.util.List;

/** Makes {@link Serialization} instances for one job. Thread-safe. */
public interface SerializationFactory {
    /** Returns a new instance, to be confined to one thread at a time. */
    Serialization create();

    /** Returns the loader of the job's classes. */
    ClassLoader classLoader();

    /**
     * Compares the classes that a stored schema speaks of with those of the same names in the
     * program, for a restore dry run. What a state is declared as now is not looked at: see {@link
     * Serialization#checkSchema}.
     *
     * @param stored as {@link Serialization#schemaOf} returned it
     */
    default List<SchemaChange> schemaChanges(String stored) {
        return Schemas.changes(stored, classLoader(), TypeFormats.NONE);
    }

    /**
     * Returns whether values only refer to objects of that class, which are there once for all of
     * them: see {@link TypeFormat#isShared}.
     */
    default boolean isShared(Class<?> type) {
        return false;
    }
}
