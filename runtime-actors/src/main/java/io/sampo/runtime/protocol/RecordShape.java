/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.protocol;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a record consists of, and how one is made. Looked up once for each class. Thread-safe. */
final class RecordShape {
    private static final ClassValue<RecordShape> SHAPES =
            new ClassValue<>() {
                @Override
                protected RecordShape computeValue(Class<?> type) {
                    return new RecordShape(type);
                }
            };

    private final List<Component> components;
    private final Constructor<?> constructor;

    private RecordShape(Class<?> type) {
        RecordComponent[] declared = type.getRecordComponents();
        Class<?>[] types = new Class<?>[declared.length];
        List<Component> all = new ArrayList<>();
        for (int i = 0; i < declared.length; i++) {
            types[i] = declared[i].getType();
            declared[i].getAccessor().setAccessible(true);
            all.add(new Component(declared[i]));
        }
        components = List.copyOf(all);
        try {
            constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("A record without constructor: " + type.getName(), e);
        }
    }

    /** Returns the shape of a class of records. */
    static RecordShape of(Class<?> type) {
        return SHAPES.get(type);
    }

    List<Component> components() {
        return components;
    }

    /**
     * Makes a record.
     *
     * @throws IllegalArgumentException if it does not take these values
     */
    Object make(@Nullable Object[] values) {
        try {
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    "Cannot make a message: " + constructor.getDeclaringClass().getName(), e);
        }
    }

    /** A component of a record. */
    record Component(RecordComponent declared) {
        String name() {
            return declared.getName();
        }

        /** Returns its value in a record. */
        @Nullable Object of(Record whole) {
            try {
                return declared.getAccessor().invoke(whole);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(
                        "Cannot read a message: " + whole.getClass().getName(), e);
            }
        }

        /**
         * Returns what stands for it in a record of a build that did not have it.
         *
         * @throws IllegalArgumentException if nothing does
         */
        @Nullable Object absent() {
            Class<?> type = declared.getType();
            if (type.isPrimitive()) {
                return Array.get(Array.newInstance(type, 1), 0);
            } else if (type == String.class) {
                return "";
            } else if (type == List.class) {
                return List.of();
            } else if (type == Set.class) {
                return Set.of();
            } else if (type == Map.class) {
                return Map.of();
            } else if (declared.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                return null;
            }
            throw new IllegalArgumentException("It lacks a value: component=" + declared);
        }
    }
}
