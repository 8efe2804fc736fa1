/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes values of classes that bring their own rules of how they are stored and may change, such
 * as those that Avro generates. What Flink's {@code TypeSerializer} and its snapshot do for a type,
 * for a family of classes.
 *
 * <p>Implementations are found by {@link ServiceLoader} with the loader of the job's classes: name
 * them in {@code META-INF/services/io.sampo.core.type.TypeFormat}. All values of a class that a
 * format takes are written by it: as state, as an element of a list, in a field of a record, and
 * between subtasks. State keeps the schema with which each value was written, so that a program
 * with another schema can read it, or is refused before it reads anything.
 *
 * <p>A schema is text in one line that says all that is needed to read a value. Stored with values,
 * and never changed for those that are stored.
 *
 * <p>Thread-safe, and does not block. Keys are not written by formats (see {@link KeyType}).
 */
public interface TypeFormat {
    /** Returns the name that stands beside schemas in snapshots: letters only, never changed. */
    String name();

    /**
     * Returns whether values of that class, or declared as it, are written by this format. Always
     * the same answer for the same class.
     */
    boolean handles(Class<?> type);

    /**
     * Returns those of the classes that it handles which are not {@link java.io.Externalizable}:
     * Fory would begin to describe their fields if it met them by chance. Such a class that is not
     * named here is refused.
     */
    default Set<Class<?>> classes() {
        return Set.of();
    }

    /**
     * Returns the schema with which values of that class are written and read in this program; null
     * if they may have any, so that only each value tells.
     *
     * @param type a class that this format handles
     */
    @Nullable String schemaOf(Class<?> type);

    /**
     * Returns how one schema differs from another, for somebody who wants to read values of the
     * first as the second. If all of it {@linkplain SchemaChange#fits fits}, a reader can be made.
     * Not called for equal ones.
     *
     * @param stored with which values were written
     * @param now that of the program, or with which the state is declared
     */
    List<SchemaChange> changes(String stored, String now);

    /** Returns a new codec, to be confined to one thread. */
    TypeCodec codec();

    /**
     * Returns whether values only refer to objects of that class, such as their schema, which are
     * there once for all of them and need no memory of each.
     */
    default boolean isShared(Class<?> type) {
        return false;
    }
}
