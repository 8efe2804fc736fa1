/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import java.io.Serializable;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which field of a function holds the object that Java serialization stumbled over; the
 * JDK names only its class.
 */
final class UnserializableFields {
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Step> rest = new ArrayDeque<>();

    /** One object on the way from the function, and how it was reached. */
    private record Step(Object value, String path) {}

    private UnserializableFields() {}

    /** Returns the end of a sentence that begins with the place. */
    static String explain(Object function, @Nullable String className) {
        Step found = new UnserializableFields().search(function);
        if (found == null) {
            return "an object of class="
                    + className
                    + " cannot be written. Make it serializable, or mark the field that holds it"
                    + " transient and create it in open().";
        }
        String type = found.value().getClass().getName();
        if (found.value() == function) {
            return "its class="
                    + type
                    + " is not Serializable. Implement the function's interface of Sampo, which is.";
        }
        return "it holds "
                + found.path()
                + " of class "
                + type
                + ", which is not Serializable. "
                + wayOut(found);
    }

    private static String wayOut(Step found) {
        if (Lambdas.isLambda(found.value().getClass())) {
            return "Declare the lambda with an interface that extends Serializable, or cast it, as in"
                    + " (Comparator<T> & Serializable).";
        }
        if (found.path().endsWith("this")) {
            return "A lambda or inner class that uses a field or method of the object around it holds"
                    + " that object: copy the field to a local variable first, or make the function a"
                    + " static nested class.";
        }
        return "Mark the field transient and create the object in open(), or make its class"
                + " Serializable.";
    }

    private @Nullable Step search(Object function) {
        add(function, "");
        while (!rest.isEmpty()) {
            Step step = rest.removeFirst();
            if (!(step.value() instanceof Serializable)) {
                return step;
            }
            expand(step);
        }
        return null;
    }

    private void add(@Nullable Object value, String path) {
        if (value != null && seen.add(value)) {
            rest.addLast(new Step(value, path));
        }
    }

    private void expand(Step step) {
        Object value = step.value();
        SerializedLambda lambda = Lambdas.serializedForm(value);
        if (lambda != null) {
            expandLambda(lambda, step.path());
        } else if (value instanceof Object[] array) {
            for (int i = 0; i < Array.getLength(array); i++) {
                add(array[i], step.path() + "[" + i + "]");
            }
        } else if (value instanceof Iterable<?> elements && isOfJdk(value)) {
            for (Object element : elements) {
                add(element, step.path() + "[an element]");
            }
        } else if (value instanceof Map<?, ?> map && isOfJdk(value)) {
            map.keySet().forEach(key -> add(key, step.path() + "[a key]"));
            map.forEach((key, held) -> add(held, step.path() + "[" + key + "]"));
        } else {
            expandFields(value, step.path());
        }
    }

    private void expandLambda(SerializedLambda lambda, String path) {
        String prefix = path.isEmpty() ? "" : path + ", ";
        boolean capturesThis =
                lambda.getImplMethodName().startsWith("lambda$")
                        && lambda.getImplMethodKind() != MethodHandleInfo.REF_invokeStatic;
        for (int i = 0; i < lambda.getCapturedArgCount(); i++) {
            boolean isThis = capturesThis && i == 0;
            String name = isThis ? "the enclosing this" : "captured variable " + (i + 1);
            add(lambda.getCapturedArg(i), prefix + name);
        }
    }

    private void expandFields(Object value, String path) {
        String prefix = path.isEmpty() ? "" : path + ", ";
        for (Class<?> type = value.getClass();
                type != null && Serializable.class.isAssignableFrom(type);
                type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                int skipped = Modifier.STATIC | Modifier.TRANSIENT;
                if ((field.getModifiers() & skipped) != 0 || field.getType().isPrimitive()) {
                    continue;
                }
                String name =
                        field.isSynthetic() && field.getName().startsWith("this$")
                                ? "the enclosing this"
                                : "field " + simpleName(type) + "." + field.getName();
                add(contentOf(field, value), prefix + name);
            }
        }
    }

    private static String simpleName(Class<?> type) {
        return type.getName().substring(type.getName().lastIndexOf('.') + 1);
    }

    private static @Nullable Object contentOf(Field field, Object owner) {
        try {
            field.setAccessible(true);
            return field.get(owner);
        } catch (ReflectiveOperationException | RuntimeException hidden) {
            // inside the JDK: named by its class only
            return null;
        }
    }

    private static boolean isOfJdk(Object value) {
        return DeclaredTypes.isOfJdk(value.getClass());
    }
}
