/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Looks into lambdas and method references. */
final class Lambdas {
    private Lambdas() {}

    /** Returns whether a class was made by the JVM for a lambda or method reference. */
    static boolean isLambda(Class<?> type) {
        return type.isHidden() || type.getName().contains("$$Lambda");
    }

    /**
     * Returns what a serializable lambda would be written as; null if it is none, or out of reach.
     */
    static @Nullable SerializedLambda serializedForm(Object function) {
        if (!isLambda(function.getClass())) {
            return null;
        }
        try {
            Method method = function.getClass().getDeclaredMethod("writeReplace");
            method.setAccessible(true);
            return method.invoke(function) instanceof SerializedLambda form ? form : null;
        } catch (ReflectiveOperationException | RuntimeException unknown) {
            return null;
        }
    }
}
