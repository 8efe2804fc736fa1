/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.function.Function;

/**
 * Turns getters into functions that the JIT compiler inlines. It does not inline a method handle
 * that is not a constant, and the components of keys are read several times for each record. So
 * each getter becomes a constant of a hidden class of its own, a copy of {@link GetterTemplate}. (A
 * lambda metafactory would do, too, but not for classes of another loader.)
 */
final class Accessors {
    private Accessors() {}

    /** Returns {@code getter}, which takes an object and returns a value, as a function. */
    @SuppressWarnings("unchecked")
    static Function<Object, Object> of(MethodHandle getter) {
        MethodHandle erased = getter.asType(MethodType.methodType(Object.class, Object.class));
        return (Function<Object, Object>) HiddenCopies.of(GetterTemplate.class, List.of(erased));
    }
}
