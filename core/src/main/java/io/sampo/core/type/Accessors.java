/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.Function;

/**
 * Turns getters into functions that the JIT compiler inlines. It does not inline a method handle
 * that is not a constant, and the components of keys are read several times for each record. So
 * each getter becomes a constant of a hidden class of its own, a copy of {@link GetterTemplate}. (A
 * lambda metafactory would do, too, but not for classes of another loader.)
 */
final class Accessors {
    private static final byte[] TEMPLATE = readTemplate();

    private Accessors() {}

    /** Returns {@code getter}, which takes an object and returns a value, as a function. */
    @SuppressWarnings("unchecked")
    static Function<Object, Object> of(MethodHandle getter) {
        MethodHandle erased = getter.asType(MethodType.methodType(Object.class, Object.class));
        try {
            Class<?> hidden =
                    MethodHandles.lookup()
                            .defineHiddenClassWithClassData(TEMPLATE, erased, true)
                            .lookupClass();
            return (Function<Object, Object>) hidden.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException failure) {
            throw new IllegalStateException("No function for the getter " + getter, failure);
        }
    }

    private static byte[] readTemplate() {
        String name = GetterTemplate.class.getSimpleName() + ".class";
        try (InputStream source = Accessors.class.getResourceAsStream(name)) {
            if (source == null) {
                throw new IllegalStateException("The class file is not there: name=" + name);
            }
            return source.readAllBytes();
        } catch (IOException failure) {
            throw new IllegalStateException("The class file cannot be read: name=" + name, failure);
        }
    }
}
