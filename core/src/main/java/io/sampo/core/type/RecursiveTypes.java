/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import java.lang.reflect.Field;
import java.util.Set;

/** Knows which classes can hold themselves, so that a value can be nested to any depth. */
final class RecursiveTypes {
    /** Kept with the class itself, so that nothing here holds a job's class. */
    private static final ClassValue<Boolean> VERDICTS =
            new ClassValue<>() {
                @Override
                protected Boolean computeValue(Class<?> type) {
                    return reachesARecursiveClass(type);
                }
            };

    private RecursiveTypes() {}

    /**
     * Returns whether the class, or one that it declares, declares itself again, however
     * indirectly.
     */
    static boolean isRecursive(Class<?> type) {
        return VERDICTS.get(type);
    }

    private static boolean reachesARecursiveClass(Class<?> root) {
        for (Class<?> type : DeclaredTypes.closureOf(root)) {
            if (!type.isEnum() && !type.isPrimitive() && !DeclaredTypes.isOfJdk(type)) {
                for (Field field : DeclaredTypes.fieldsOf(type)) {
                    if (leadsBack(DeclaredTypes.closureOf(field.getGenericType()), type)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** Also true where a field is of a superclass or interface of the class. */
    private static boolean leadsBack(Set<Class<?>> mentioned, Class<?> type) {
        for (Class<?> next : mentioned) {
            if (next != Object.class
                    && !DeclaredTypes.isOfJdk(next)
                    && next.isAssignableFrom(type)) {
                return true;
            }
        }
        return false;
    }
}
