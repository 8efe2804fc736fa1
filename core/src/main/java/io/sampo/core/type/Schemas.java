/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.lang.reflect.Field;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Describes types as text, and compares two descriptions. The first line is the type itself; each
 * further line is a class that it declares:
 *
 * <pre>
 * java.util.List&lt;shop.Order&gt;
 * shop.Order {items: java.util.List&lt;shop.Item&gt;, total: long, created@shop.Base: java.time.Instant}
 * shop.Color [RED, GREEN]
 * shop.Shape = shop.Circle | shop.Square
 * </pre>
 *
 * <p>{@code @} names the superclass that declares a field. Fory itself reads values of a changed
 * field as something else in some cases, and as null in others, without an error.
 */
final class Schemas {
    private static final String UNKNOWN = Object.class.getName();

    private Schemas() {}

    static String describe(Type root) {
        StringBuilder text = new StringBuilder(DeclaredTypes.nameOf(root));
        List<String> lines = new ArrayList<>();
        for (Class<?> type : DeclaredTypes.closureOf(root)) {
            if (!type.isPrimitive() && !DeclaredTypes.isOfJdk(type)) {
                lines.add(line(type));
            }
        }
        lines.sort(null);
        for (String line : lines) {
            text.append('\n').append(line);
        }
        return text.toString();
    }

    private static String line(Class<?> type) {
        if (type.isEnum()) {
            List<String> names = new ArrayList<>();
            for (Object constant : type.getEnumConstants()) {
                names.add(((Enum<?>) constant).name());
            }
            return type.getTypeName() + " [" + String.join(", ", names) + "]";
        }
        if (type.isInterface() || DeclaredTypes.fieldsOf(type).isEmpty() && type.isSealed()) {
            List<String> names = new ArrayList<>();
            if (type.isSealed()) {
                Arrays.stream(type.getPermittedSubclasses())
                        .map(Class::getTypeName)
                        .forEach(names::add);
                names.sort(null);
            }
            return type.getTypeName() + " = " + (names.isEmpty() ? "?" : String.join(" | ", names));
        }
        Map<String, String> fields = new TreeMap<>();
        for (Field field : DeclaredTypes.fieldsOf(type)) {
            Class<?> owner = field.getDeclaringClass();
            String name = field.getName() + (owner == type ? "" : "@" + owner.getTypeName());
            fields.put(name, DeclaredTypes.nameOf(field.getGenericType()));
        }
        List<String> parts = new ArrayList<>();
        fields.forEach((name, fieldType) -> parts.add(name + ": " + fieldType));
        return type.getTypeName() + " {" + String.join(", ", parts) + "}";
    }

    /** Throws unless values stored with the schema {@code stored} can be read with {@code now}. */
    static void check(String stored, String now, String place) {
        if (stored.equals(now)) {
            return;
        }
        for (SchemaChange change : changes(stored, now)) {
            String wayOut = change.wayOut();
            if (wayOut != null) {
                throw incompatible(place, change.what(), wayOut);
            }
        }
    }

    /** Returns how one description differs from another, as far as both speak of a class. */
    private static List<SchemaChange> changes(String stored, String now) {
        SchemaChanges changes = new SchemaChanges();
        String[] before = stored.split("\n", -1);
        String[] after = now.split("\n", -1);
        boolean known = !before[0].equals(UNKNOWN) && !after[0].equals(UNKNOWN);
        if (known && !before[0].equals(after[0])) {
            changes.otherType(before[0], after[0]);
        }
        Map<String, String> linesAfter = linesByClass(after);
        linesByClass(before)
                .forEach(
                        (type, line) -> {
                            String lineNow = linesAfter.get(type);
                            if (lineNow != null) {
                                changes.compare(type, line, lineNow);
                            }
                        });
        return changes.found();
    }

    /** Returns how the classes of a description differ from those of the same names now. */
    static List<SchemaChange> changes(String stored, ClassLoader loader) {
        SchemaChanges changes = new SchemaChanges();
        String[] before = stored.split("\n", -1);
        linesByClass(before)
                .forEach(
                        (type, line) -> {
                            try {
                                Class<?> now = Class.forName(type, false, loader);
                                changes.compare(type, line, line(now));
                            } catch (ClassNotFoundException gone) {
                                if (isMentioned(type, before[0])) {
                                    changes.goneType(type);
                                } else {
                                    changes.goneClass(type);
                                }
                            }
                        });
        return changes.found();
    }

    /** Whether a declared type has the class in it, itself or as an argument. */
    private static boolean isMentioned(String type, String declared) {
        return Arrays.asList(declared.split("[<>,\\[\\]]")).contains(type);
    }

    static StreamException incompatible(String place, String what, String wayOut) {
        return incompatible(place, what, wayOut, null);
    }

    static StreamException incompatible(
            String place, String what, String wayOut, @Nullable Throwable cause) {
        return new StreamException(
                ErrorCode.STATE_INCOMPATIBLE,
                "Stored values do not fit the program: place=["
                        + place
                        + "]: "
                        + what
                        + ". "
                        + wayOut,
                cause);
    }

    private static Map<String, String> linesByClass(String[] lines) {
        Map<String, String> byClass = new LinkedHashMap<>();
        for (int i = 1; i < lines.length; i++) {
            byClass.put(lines[i].substring(0, lines[i].indexOf(' ')), lines[i]);
        }
        return byClass;
    }
}
