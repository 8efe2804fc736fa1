/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;
import java.lang.reflect.RecordComponent;
import java.util.StringJoiner;

/**
 * What the engine must know about a type of keys: a hash that is the same in every JVM, equality,
 * and canonical bytes (equal keys have equal bytes) whose unsigned order is the natural order of
 * the keys where they have one; enums sort by name, records by their components. The bytes tell
 * their own length, so that those of several values in a row keep the order, too. Stateless and
 * thread-safe.
 *
 * <p>Two records are the same key if all their components are, whatever their {@code equals} says.
 *
 * @param <K> type of the keys
 */
public interface KeyType<K> {
    /** Returns the class of the keys. */
    Class<K> keyClass();

    /**
     * Returns the hash, equal on every JVM and in every version of the engine.
     *
     * @throws io.sampo.core.error.StreamException with {@code INVALID_PROGRAM} if a component of a
     *     record is null
     */
    int hash(K key);

    /** Returns whether both are the same key. */
    boolean same(K left, K right);

    /** Appends the canonical bytes. */
    void write(K key, BinaryOutput target);

    /** Reads one key. */
    K read(BinaryInput source);

    /**
     * Returns the type of keys of class {@code keyClass}: strings, boxed primitives, UUIDs, enums,
     * byte arrays, big integers, {@code java.time} values of fixed form, or records of such.
     *
     * @throws io.sampo.core.error.StreamException with {@code INVALID_PROGRAM}, naming the class,
     *     what makes it unfit and the way out
     */
    @SuppressWarnings("unchecked")
    static <K> KeyType<K> of(Class<? extends K> keyClass) {
        return (KeyType<K>) KeyTypes.find(keyClass);
    }

    /**
     * Describes a class of keys for stored state: its name, with the components in their order if
     * it is a record. Their bytes follow one another without names, so any change makes stored keys
     * unreadable.
     */
    static String describe(Class<?> keyClass) {
        if (!keyClass.isRecord()) {
            return keyClass.getName();
        }
        StringJoiner components = new StringJoiner(", ", keyClass.getName() + "(", ")");
        for (RecordComponent component : keyClass.getRecordComponents()) {
            components.add(component.getName() + " " + describe(component.getType()));
        }
        return components.toString();
    }

    /** Returns the name of the class that was described. */
    static String describedClass(String description) {
        int components = description.indexOf('(');
        return components < 0 ? description : description.substring(0, components);
    }

    /**
     * Returns whether keys that were stored under the description {@code stored} are still the same
     * under {@code now}. Earlier releases stored names without components.
     */
    static boolean isSameDescription(String stored, String now) {
        return stored.equals(now) || stored.equals(describedClass(now));
    }
}
