/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/**
 * A type as far as it is known when the job is built.
 *
 * @param <T> the type
 * @param rawClass its class; {@code Object} if nothing is known
 * @param type with its type arguments, if known
 */
public record TypeInfo<T>(Class<T> rawClass, Type type) {
    private static final TypeInfo<Object> UNKNOWN = new TypeInfo<>(Object.class, Object.class);

    /** Returns the type of a class without type arguments. */
    public static <T> TypeInfo<T> of(Class<T> rawClass) {
        return new TypeInfo<>(rawClass, rawClass);
    }

    /** Returns the type that {@code hint} captured. */
    @SuppressWarnings("unchecked")
    public static <T> TypeInfo<T> of(TypeHint<T> hint) {
        Type type = hint.type();
        Type raw = type instanceof ParameterizedType generic ? generic.getRawType() : type;
        return new TypeInfo<>((Class<T>) raw, type);
    }

    /** Returns a type whose values have a schema that their class does not tell. */
    @SuppressWarnings("unchecked")
    public static <T> TypeInfo<T> of(SchemaType type) {
        return new TypeInfo<>((Class<T>) type.rawClass(), type);
    }

    /** Returns a type of which nothing is known before the first value is seen. */
    @SuppressWarnings("unchecked")
    public static <T> TypeInfo<T> unknown() {
        return (TypeInfo<T>) UNKNOWN;
    }

    /** Returns whether something is known. */
    public boolean isKnown() {
        return rawClass != Object.class;
    }
}
