/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** What can be known of a type from declarations: its fields, and the classes they mention. */
final class DeclaredTypes {
    private DeclaredTypes() {}

    /**
     * Returns the fields that are data, of the class and its superclasses up to the first of the
     * JDK, in no particular order.
     */
    static List<Field> fieldsOf(Class<?> type) {
        List<Field> fields = new ArrayList<>();
        for (Class<?> next = type;
                next != null && !isOfJdk(next) && !next.isInterface();
                next = next.getSuperclass()) {
            for (Field field : next.getDeclaredFields()) {
                if ((field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT)) == 0) {
                    fields.add(field);
                }
            }
        }
        return fields;
    }

    /** Returns whether a class belongs to the JDK, by the loader that cannot be faked. */
    static boolean isOfJdk(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null || loader == ClassLoader.getPlatformClassLoader();
    }

    /** Returns all classes that a type mentions, directly or through fields; arrays as elements. */
    static Set<Class<?>> closureOf(Type root) {
        return closureOf(root, type -> true);
    }

    /** Returns the same, without what those classes mention that are not open to be looked into. */
    static Set<Class<?>> closureOf(Type root, Predicate<Class<?>> isOpen) {
        Set<Class<?>> seen = new LinkedHashSet<>();
        Deque<Class<?>> open = new ArrayDeque<>();
        mention(root, seen, open);
        while (!open.isEmpty()) {
            Class<?> next = open.removeFirst();
            if (!isOpen.test(next)) {
                continue;
            }
            for (Field field : next.isEnum() ? List.<Field>of() : fieldsOf(next)) {
                mention(field.getGenericType(), seen, open);
            }
            if (next.isSealed() && !next.isEnum()) {
                for (Class<?> permitted : next.getPermittedSubclasses()) {
                    mention(permitted, seen, open);
                }
            }
        }
        return seen;
    }

    private static void mention(Type type, Set<Class<?>> seen, Deque<Class<?>> open) {
        if (type instanceof Class<?> raw) {
            Class<?> element = raw;
            while (element.isArray()) {
                element = element.getComponentType();
            }
            if (seen.add(element)) {
                open.addLast(element);
            }
        } else if (type instanceof ParameterizedType generic) {
            mention(generic.getRawType(), seen, open);
            for (Type argument : generic.getActualTypeArguments()) {
                mention(argument, seen, open);
            }
        } else if (type instanceof GenericArrayType array) {
            mention(array.getGenericComponentType(), seen, open);
        } else if (type instanceof SchemaType known) {
            mention(known.rawClass(), seen, open);
        }
    }

    /** Writes a type as source code does, with full names and {@code ?} for what is left open. */
    static String nameOf(Type type) {
        if (type instanceof Class<?> raw) {
            return raw.getTypeName();
        } else if (type instanceof ParameterizedType generic) {
            StringBuilder name = new StringBuilder(nameOf(generic.getRawType())).append('<');
            String separator = "";
            for (Type argument : generic.getActualTypeArguments()) {
                name.append(separator).append(nameOf(argument));
                separator = ",";
            }
            return name.append('>').toString();
        } else if (type instanceof GenericArrayType array) {
            return nameOf(array.getGenericComponentType()) + "[]";
        } else if (type instanceof WildcardType || type instanceof TypeVariable<?>) {
            return "?";
        }
        return type.getTypeName();
    }
}
