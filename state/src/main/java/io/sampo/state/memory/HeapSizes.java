/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.memory;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Estimates how many bytes of heap an object takes, with all it refers to. Never below the truth
 * for trees of the JDK's value and collection types, records and plain classes; objects that are
 * shared are counted as often as they are met. Serialized sizes say little about it: a map of small
 * numbers takes thirty times as much on the heap. Confined to one thread.
 */
public final class HeapSizes {
    private static final long COMPRESSED_BELOW = 32L << 30;
    private static final int MAX_DEPTH = 64;
    private static final int OPAQUE = 64;
    private static final int COLLECTION = 96;
    private static final int PER_ELEMENT = 56;
    private static final int MAP = 128;
    private static final int PER_ENTRY = 64;
    private static final int TEMPORAL = 128;

    /** Without compressed references everything takes less than twice as much. */
    private static final int FACTOR = Runtime.getRuntime().maxMemory() >= COMPRESSED_BELOW ? 2 : 1;

    private final Predicate<Class<?>> isShared;
    private final IdentityHashMap<Class<?>, Layout> layouts = new IdentityHashMap<>();

    private record Layout(long shallow, Field[] references) {}

    private static final Layout SHARED = new Layout(0, new Field[0]);

    /**
     * Creates an estimator that has seen no class.
     *
     * @param isShared says of which classes there are objects that many values refer to, and that
     *     take no memory of each; asked once for each class of objects that have fields
     */
    public HeapSizes(Predicate<Class<?>> isShared) {
        this.isShared = isShared;
    }

    /** Returns the bytes of {@code value}; 0 for null, enums and classes. */
    public long of(@Nullable Object value) {
        return FACTOR * measure(value, 0);
    }

    private long measure(@Nullable Object value, int depth) {
        if (value == null || value instanceof Enum || value instanceof Class) {
            return 0;
        }
        if (value instanceof Number || value instanceof Boolean || value instanceof Character) {
            return number(value, depth);
        }
        if (value instanceof String text) {
            return 24 + 16 + align((long) text.length() * (isLatin1(text) ? 1 : 2));
        }
        if (depth == MAX_DEPTH) {
            return OPAQUE;
        }
        Class<?> type = value.getClass();
        if (type.isArray()) {
            return array(value, depth);
        }
        if (value instanceof Collection<?> elements) {
            long sum = COLLECTION + (long) PER_ELEMENT * elements.size();
            for (Object element : elements) {
                sum += measure(element, depth + 1);
            }
            return sum;
        }
        if (value instanceof Map<?, ?> entries) {
            long sum = MAP + (long) PER_ENTRY * entries.size();
            for (Map.Entry<?, ?> entry : entries.entrySet()) {
                sum += measure(entry.getKey(), depth + 1) + measure(entry.getValue(), depth + 1);
            }
            return sum;
        }
        return other(value, type, depth);
    }

    private long number(Object value, int depth) {
        if (value instanceof Long || value instanceof Double) {
            return 24;
        }
        if (value instanceof BigInteger big) {
            return 64 + align(big.bitLength() / 8 + 4L);
        }
        if (value instanceof BigDecimal big) {
            // precision() would compute; a digit takes less than four bits, the cached text two
            // bytes
            return 128 + 3L * big.unscaledValue().bitLength() / 4;
        }
        boolean small =
                value instanceof Integer
                        || value instanceof Short
                        || value instanceof Byte
                        || value instanceof Float
                        || value instanceof Boolean
                        || value instanceof Character;
        return small ? 16 : fields(value, value.getClass(), depth);
    }

    private long other(Object value, Class<?> type, int depth) {
        if (value instanceof Optional<?> optional) {
            return 16 + measure(optional.orElse(null), depth + 1);
        }
        if (value instanceof UUID
                || value instanceof Instant
                || value instanceof Duration
                || value instanceof LocalDate) {
            return 32;
        }
        if (type.getName().startsWith("java.")
                && (value instanceof TemporalAccessor || value instanceof TemporalAmount)) {
            return TEMPORAL;
        }
        return fields(value, type, depth);
    }

    private long array(Object value, int depth) {
        if (value instanceof Object[] elements) {
            long sum = 16 + align(4L * elements.length);
            for (Object element : elements) {
                sum += measure(element, depth + 1);
            }
            return sum;
        }
        return 16 + align(Array.getLength(value) * (long) width(value.getClass().componentType()));
    }

    private long fields(Object value, Class<?> type, int depth) {
        Layout layout = layouts.get(type);
        if (layout == null) {
            layout = layoutOf(type);
            layouts.put(type, layout);
        }
        long sum = layout.shallow;
        for (Field field : layout.references) {
            try {
                sum += measure(field.get(value), depth + 1);
            } catch (IllegalAccessException unreadable) {
                sum += OPAQUE;
            }
        }
        return sum;
    }

    private Layout layoutOf(Class<?> type) {
        if (isShared.test(type)) {
            return SHARED;
        }
        long shallow = 16;
        List<Field> references = new ArrayList<>();
        for (Class<?> level = type; level != null; level = level.getSuperclass()) {
            for (Field field : level.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers())) {
                    continue;
                }
                shallow += width(field.getType());
                if (!field.getType().isPrimitive()) {
                    if (opened(field)) {
                        references.add(field);
                    } else {
                        shallow += OPAQUE;
                    }
                }
            }
        }
        // a level of the hierarchy may end in a gap
        return new Layout(align(shallow + 4), references.toArray(new Field[0]));
    }

    private static boolean opened(Field field) {
        try {
            field.setAccessible(true);
            return true;
        } catch (InaccessibleObjectException | SecurityException closed) {
            return false;
        }
    }

    private static int width(Class<?> type) {
        if (type == long.class || type == double.class) {
            return 8;
        }
        if (type == short.class || type == char.class) {
            return 2;
        }
        return type == byte.class || type == boolean.class ? 1 : 4;
    }

    private static boolean isLatin1(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0xFF) {
                return false;
            }
        }
        return true;
    }

    private static long align(long bytes) {
        return (bytes + 7) & ~7L;
    }
}
