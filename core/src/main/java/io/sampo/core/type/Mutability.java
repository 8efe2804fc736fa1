/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import io.sampo.core.annotation.Immutable;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whether instances of exactly one class can change: never, always, or as what they hold decides.
 * An instance cannot change if its fields are final and lead, all the way down, to values that
 * cannot change. Fields of an exact type (records, final classes) are settled once for the class;
 * those of an open type ({@code Object}, interfaces, type variables) are looked at in each value.
 */
final class Mutability {
    static final Mutability IMMUTABLE = new Mutability(List.of());
    static final Mutability MUTABLE = new Mutability(List.of());

    /** Collections and the like of the JDK: as their elements. */
    private static final Mutability BY_CONTENT = new Mutability(List.of());

    private static final int MAX_DEPTH = 64;
    private static final String JDK_IMMUTABLE_COLLECTIONS = "java.util.ImmutableCollections$";

    private static final Set<Class<?>> JDK_IMMUTABLE =
            Set.of(
                    String.class,
                    Boolean.class,
                    Byte.class,
                    Character.class,
                    Short.class,
                    Integer.class,
                    Long.class,
                    Float.class,
                    Double.class,
                    Class.class,
                    BigInteger.class,
                    BigDecimal.class,
                    UUID.class,
                    URI.class,
                    Currency.class,
                    Locale.class,
                    OptionalInt.class,
                    OptionalLong.class,
                    OptionalDouble.class,
                    DayOfWeek.class,
                    Month.class,
                    Duration.class,
                    Instant.class,
                    LocalDate.class,
                    LocalDateTime.class,
                    LocalTime.class,
                    MonthDay.class,
                    OffsetDateTime.class,
                    OffsetTime.class,
                    Period.class,
                    Year.class,
                    YearMonth.class,
                    ZoneOffset.class,
                    ZonedDateTime.class);

    /** Kept with the class itself, so that nothing here holds a job's class. */
    private static final ClassValue<Mutability> OF_CLASS =
            new ClassValue<>() {
                @Override
                protected Mutability computeValue(Class<?> type) {
                    return analyse(type);
                }
            };

    /** Of the fields to look at in each value. */
    private final List<Function<Object, Object>> getters;

    private Mutability(List<Function<Object, Object>> getters) {
        this.getters = getters;
    }

    static Mutability of(Class<?> type) {
        return OF_CLASS.get(type);
    }

    boolean isImmutable(Object value) {
        return this == IMMUTABLE || this != MUTABLE && contentIsImmutable(value, 0);
    }

    private static boolean valueIsImmutable(@Nullable Object value, int depth) {
        if (value == null) {
            return true;
        }
        Mutability verdict = of(value.getClass());
        return verdict == IMMUTABLE
                || verdict != MUTABLE
                        && depth < MAX_DEPTH
                        && verdict.contentIsImmutable(value, depth + 1);
    }

    private boolean contentIsImmutable(Object value, int depth) {
        if (this == BY_CONTENT) {
            return jdkContentIsImmutable(value, depth);
        }
        for (Function<Object, Object> getter : getters) {
            if (!valueIsImmutable(getter.apply(value), depth)) {
                return false;
            }
        }
        return true;
    }

    private static boolean jdkContentIsImmutable(Object value, int depth) {
        if (value instanceof Optional<?> optional) {
            return valueIsImmutable(optional.orElse(null), depth);
        } else if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                if (!valueIsImmutable(entry.getKey(), depth)
                        || !valueIsImmutable(entry.getValue(), depth)) {
                    return false;
                }
            }
            return true;
        }
        for (Object element : (Collection<?>) value) {
            if (!valueIsImmutable(element, depth)) {
                return false;
            }
        }
        return true;
    }

    private static Mutability analyse(Class<?> root) {
        if (isSettled(root)) {
            return IMMUTABLE;
        }
        if (root == Optional.class || root.getName().startsWith(JDK_IMMUTABLE_COLLECTIONS)) {
            return BY_CONTENT;
        }
        Set<Class<?>> seen = new HashSet<>(Set.of(root));
        Deque<Class<?>> rest = new ArrayDeque<>(seen);
        boolean decidedByValue = false;
        while (!rest.isEmpty()) {
            Class<?> next = rest.removeFirst();
            if (!isMadeOfFinalFields(next)) {
                return MUTABLE;
            }
            for (Field field : instanceFields(next)) {
                Class<?> type = field.getType();
                if (isOpen(type)) {
                    decidedByValue = true;
                } else if (!type.isPrimitive() && !isSettled(type) && seen.add(type)) {
                    rest.addLast(type);
                }
            }
        }
        return decidedByValue ? lookingInto(root) : IMMUTABLE;
    }

    /** Getters of all fields that are not settled; those of exact types lead to open ones. */
    private static Mutability lookingInto(Class<?> type) {
        try {
            MethodHandles.Lookup lookup =
                    MethodHandles.privateLookupIn(type, MethodHandles.lookup());
            List<Function<Object, Object>> getters = new ArrayList<>();
            for (Field field : instanceFields(type)) {
                if (!field.getType().isPrimitive() && !isSettled(field.getType())) {
                    field.setAccessible(true);
                    getters.add(Accessors.of(lookup.unreflectGetter(field)));
                }
            }
            return new Mutability(List.copyOf(getters));
        } catch (IllegalAccessException | RuntimeException unreadable) {
            // in a module that is closed to us: a copy is always right
            return MUTABLE;
        }
    }

    /** Returns whether all values of a declared type are immutable, whatever their class is. */
    static boolean isSettled(Class<?> type) {
        return JDK_IMMUTABLE.contains(type)
                || type.isEnum()
                || type.getSuperclass() != null && type.getSuperclass().isEnum()
                || type.isAnnotationPresent(Immutable.class);
    }

    /** Returns whether a field of that type can hold objects of a class yet unknown. */
    private static boolean isOpen(Class<?> type) {
        return !type.isPrimitive()
                && !type.isArray()
                && !isSettled(type)
                && (!Modifier.isFinal(type.getModifiers()) || type == Optional.class);
    }

    private static boolean isMadeOfFinalFields(Class<?> type) {
        if (type.isArray() || type.isHidden() || DeclaredTypes.isOfJdk(type)) {
            return false;
        }
        for (Class<?> next = type; next != Object.class && next != Record.class; ) {
            if (next == null || DeclaredTypes.isOfJdk(next)) {
                return false;
            }
            for (Field field : next.getDeclaredFields()) {
                int modifiers = field.getModifiers();
                if (!Modifier.isStatic(modifiers) && !Modifier.isFinal(modifiers)) {
                    return false;
                }
            }
            next = next.getSuperclass();
        }
        return true;
    }

    /** Transient fields count as well: they are seen by whoever gets the object by reference. */
    private static List<Field> instanceFields(Class<?> type) {
        List<Field> fields = new ArrayList<>();
        for (Class<?> next = type;
                next != null && !DeclaredTypes.isOfJdk(next);
                next = next.getSuperclass()) {
            for (Field field : next.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    fields.add(field);
                }
            }
        }
        return fields;
    }
}
