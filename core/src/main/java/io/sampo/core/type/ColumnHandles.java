/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * Handles that bring one component of a record to its place in the arrays of {@link RecordColumns},
 * and back. Those that put take (record, long[], int, Object[], int), those that get (long[], int,
 * Object[], int).
 */
@SuppressWarnings("UnusedMethod") // found by name
final class ColumnHandles {
    private static final MethodHandle PUT_NUMBER =
            own("putNumber", void.class, int.class, long.class, long[].class, int.class);
    private static final MethodHandle PUT_REFERENCE =
            own("putReference", void.class, int.class, Object.class, Object[].class, int.class);
    private static final MethodHandle GET_NUMBER =
            own("getNumber", long.class, int.class, long[].class, int.class);
    private static final MethodHandle GET_REFERENCE =
            own("getReference", Object.class, int.class, Object[].class, int.class);

    private ColumnHandles() {}

    /** Stores a primitive component as the number at {@code offset}. */
    static MethodHandle putNumber(MethodHandle field, int offset) {
        MethodHandle put = MethodHandles.insertArguments(PUT_NUMBER, 0, offset);
        MethodHandle filtered = MethodHandles.filterArguments(put, 0, asNumber(field));
        return MethodHandles.dropArguments(filtered, 3, Object[].class, int.class);
    }

    /** Stores another component as the reference at {@code offset}. */
    static MethodHandle putReference(MethodHandle field, int offset) {
        MethodHandle put = MethodHandles.insertArguments(PUT_REFERENCE, 0, offset);
        MethodHandle filtered =
                MethodHandles.filterArguments(
                        put, 0, field.asType(field.type().changeReturnType(Object.class)));
        return MethodHandles.dropArguments(filtered, 1, long[].class, int.class);
    }

    /** Returns the number at {@code offset} as a component. */
    static MethodHandle getNumber(Class<?> type, int offset) {
        MethodHandle get = MethodHandles.insertArguments(GET_NUMBER, 0, offset);
        MethodHandle converted = MethodHandles.filterReturnValue(get, fromNumber(type));
        return MethodHandles.dropArguments(converted, 2, Object[].class, int.class);
    }

    /** Returns the reference at {@code offset} as a component. */
    static MethodHandle getReference(Class<?> type, int offset) {
        MethodHandle get = MethodHandles.insertArguments(GET_REFERENCE, 0, offset);
        MethodHandle cast = get.asType(get.type().changeReturnType(type));
        return MethodHandles.dropArguments(cast, 0, long[].class, int.class);
    }

    private static MethodHandle asNumber(MethodHandle field) {
        Class<?> type = field.type().returnType();
        MethodHandle read = field;
        if (type == float.class) {
            read = MethodHandles.filterReturnValue(read, jdk(Float.class, "floatToRawIntBits"));
        } else if (type == double.class) {
            read = MethodHandles.filterReturnValue(read, jdk(Double.class, "doubleToRawLongBits"));
        }
        return MethodHandles.explicitCastArguments(read, read.type().changeReturnType(long.class));
    }

    private static MethodHandle fromNumber(Class<?> type) {
        MethodHandle number = MethodHandles.identity(long.class);
        if (type == double.class) {
            return jdk(Double.class, "longBitsToDouble");
        } else if (type == float.class) {
            MethodHandle bits =
                    MethodHandles.explicitCastArguments(
                            number, MethodType.methodType(int.class, long.class));
            return MethodHandles.filterReturnValue(bits, jdk(Float.class, "intBitsToFloat"));
        }
        return MethodHandles.explicitCastArguments(number, MethodType.methodType(type, long.class));
    }

    private static void putNumber(int offset, long value, long[] numbers, int from) {
        numbers[from + offset] = value;
    }

    /** A reference into an old array costs the collector something, even the one that was there. */
    private static void putReference(
            int offset, @Nullable Object value, @Nullable Object[] references, int from) {
        if (references[from + offset] != value) {
            references[from + offset] = value;
        }
    }

    private static long getNumber(int offset, long[] numbers, int from) {
        return numbers[from + offset];
    }

    private static @Nullable Object getReference(
            int offset, @Nullable Object[] references, int from) {
        return references[from + offset];
    }

    private static MethodHandle own(String name, Class<?> result, Class<?>... parameters) {
        Lookup lookup = MethodHandles.lookup();
        try {
            MethodType type = MethodType.methodType(result, parameters);
            return lookup.findStatic(lookup.lookupClass(), name, type);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static MethodHandle jdk(Class<?> owner, String name) {
        for (var method : owner.getMethods()) {
            if (method.getName().equals(name)) {
                try {
                    return MethodHandles.publicLookup().unreflect(method);
                } catch (IllegalAccessException impossible) {
                    throw new IllegalStateException(impossible);
                }
            }
        }
        throw new IllegalStateException("Not there: " + owner.getName() + "." + name);
    }
}
