/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Optional;

/**
 * Defines a class of this package once more, with method handles of its own: the JVM's compiler
 * follows a method handle only if it is a constant of a class.
 */
final class HiddenCopies {
    private HiddenCopies() {}

    /** Makes handles that see what a class sees itself. */
    interface Within {
        List<MethodHandle> handles(Lookup there) throws ReflectiveOperationException;
    }

    /** Returns an object as {@link #of} does; nothing if the class is closed to us. */
    static Optional<Object> within(Class<?> type, Class<?> template, Within within) {
        try {
            Lookup there = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
            return Optional.of(of(template, within.handles(there)));
        } catch (IllegalAccessException closed) {
            return Optional.empty();
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("No handles can be made for " + type, impossible);
        }
    }

    /** Returns an object of a copy of {@code template} that has those handles. */
    static Object of(Class<?> template, Object handles) {
        try {
            Lookup made =
                    MethodHandles.lookup()
                            .defineHiddenClassWithClassData(bytes(template), handles, true);
            return made.findConstructor(made.lookupClass(), MethodType.methodType(void.class))
                    .invoke();
        } catch (Throwable failure) {
            throw new IllegalStateException("No code can be made of " + handles, failure);
        }
    }

    /** Returns one of the handles; for the static fields of a template. */
    static <T> T handle(Lookup copy, Class<T> type, int index) {
        try {
            List<?> handles = MethodHandles.classData(copy, "_", List.class);
            return type.cast(handles.get(index));
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] bytes(Class<?> template) throws IOException {
        String name = template.getSimpleName() + ".class";
        try (InputStream bytes = template.getResourceAsStream(name)) {
            if (bytes == null) {
                throw new IOException("The class file is missing: name=" + name);
            }
            return bytes.readAllBytes();
        }
    }
}
