/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/**
 * Captures a generic type: {@code new TypeHint<List<String>>() {}}. After the super type token of
 * Neal Gafter.
 *
 * @param <T> the type to capture
 */
public abstract class TypeHint<T> {
    private final Type type;

    /** Captures the type argument of the subclass. */
    protected TypeHint() {
        if (!(getClass().getGenericSuperclass() instanceof ParameterizedType generic)) {
            throw new IllegalArgumentException(
                    "A TypeHint needs a type argument, as in new TypeHint<List<String>>() {}");
        }
        type = generic.getActualTypeArguments()[0];
    }

    /** Returns the captured type. */
    public final Type type() {
        return type;
    }
}
