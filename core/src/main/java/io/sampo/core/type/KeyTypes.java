/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the {@link KeyType} of a class. */
final class KeyTypes {
    private static final Map<Class<?>, KeyType<?>> LEAVES = leaves();

    /** Kept with the class itself, so that nothing here holds a job's class. */
    private static final ClassValue<KeyType<?>> FOUND =
            new ClassValue<>() {
                @Override
                protected KeyType<?> computeValue(Class<?> keyClass) {
                    return build(keyClass, keyClass, "", new ArrayList<>());
                }
            };

    private KeyTypes() {}

    static KeyType<?> find(Class<?> keyClass) {
        return FOUND.get(keyClass);
    }

    private static KeyType<?> build(
            Class<?> root, Class<?> keyClass, String path, List<Class<?>> open) {
        KeyType<?> leaf = LEAVES.get(keyClass);
        if (leaf != null) {
            return leaf;
        }
        Class<?> enumClass = enumClass(keyClass);
        if (enumClass != null) {
            return EnumKeyType.of(enumClass);
        }
        if (!keyClass.isRecord()) {
            throw refused(root, path, keyClass, whyUnfit(keyClass));
        }
        if (open.contains(keyClass)) {
            throw refused(root, path, keyClass, "it contains itself, so no key could ever end");
        }
        open.add(keyClass);
        List<KeyType<?>> parts = new ArrayList<>();
        for (RecordComponent component : keyClass.getRecordComponents()) {
            String name = path.isEmpty() ? component.getName() : path + "." + component.getName();
            parts.add(build(root, component.getType(), name, open));
        }
        open.remove(open.size() - 1);
        try {
            return RecordKeyType.of(keyClass, parts);
        } catch (ReflectiveOperationException | RuntimeException failure) {
            throw refused(root, path, keyClass, "its components cannot be read: " + failure);
        }
    }

    /** Returns the declaring class, also for a constant with a body of its own. */
    private static @Nullable Class<?> enumClass(Class<?> keyClass) {
        if (keyClass.isEnum()) {
            return keyClass;
        }
        Class<?> parent = keyClass.getSuperclass();
        return parent != null && parent.isEnum() ? parent : null;
    }

    private static String whyUnfit(Class<?> keyClass) {
        if (keyClass.isArray()) {
            return "arrays other than byte[] have no hash of their content";
        }
        if (keyClass == BigDecimal.class) {
            return "2.0 and 2.00 are unequal but compare as equal";
        }
        if (keyClass == ZonedDateTime.class) {
            return "the rules of its time zone change between machines; use an Instant or"
                    + " OffsetDateTime";
        }
        if (Collection.class.isAssignableFrom(keyClass) || Map.class.isAssignableFrom(keyClass)) {
            return "collections have no canonical form";
        }
        if (keyClass == Object.class
                || keyClass.isInterface()
                || Modifier.isAbstract(keyClass.getModifiers())) {
            return "it is open: its values can be of any class, so their hash is not known to be the"
                    + " same in every JVM";
        }
        return "it is not a record, and the hashCode() of a class may differ between JVMs or with its"
                + " mutable fields";
    }

    private static StreamException refused(Class<?> root, String path, Class<?> unfit, String why) {
        String where =
                path.isEmpty()
                        ? ""
                        : " component=" + path + " componentType=" + unfit.getTypeName();
        return new StreamException(
                ErrorCode.INVALID_PROGRAM,
                "A class cannot be used as a key: class="
                        + root.getTypeName()
                        + where
                        + ", because "
                        + why
                        + ". Use a String, a boxed primitive, UUID, enum, byte[], BigInteger or"
                        + " java.time value, or a record of such, for example"
                        + " keyBy(r -> new MyKey(r.user(), r.day())).");
    }

    private static Map<Class<?>, KeyType<?>> leaves() {
        Map<Class<?>, KeyType<?>> leaves = new HashMap<>();
        for (KeyType<?> type : ScalarKeyTypes.all()) {
            leaves.put(type.keyClass(), type);
        }
        for (KeyType<?> type : TimeKeyTypes.all()) {
            leaves.put(type.keyClass(), type);
        }
        leaves.put(String.class, StringKeyType.INSTANCE);
        leaves.put(byte[].class, BytesKeyType.INSTANCE);
        leaves.put(long.class, ScalarKeyTypes.LONG);
        leaves.put(int.class, ScalarKeyTypes.INTEGER);
        leaves.put(short.class, ScalarKeyTypes.SHORT);
        leaves.put(byte.class, ScalarKeyTypes.BYTE);
        leaves.put(char.class, ScalarKeyTypes.CHARACTER);
        leaves.put(boolean.class, ScalarKeyTypes.BOOLEAN);
        leaves.put(double.class, ScalarKeyTypes.DOUBLE);
        leaves.put(float.class, ScalarKeyTypes.FLOAT);
        return Map.copyOf(leaves);
    }
}
