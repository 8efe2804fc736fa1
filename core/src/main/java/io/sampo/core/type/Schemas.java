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
        String[] before = stored.split("\n", -1);
        String[] after = now.split("\n", -1);
        boolean known = !before[0].equals(UNKNOWN) && !after[0].equals(UNKNOWN);
        if (known && !before[0].equals(after[0])) {
            throw incompatible(
                    place,
                    "it was stored as storedType="
                            + before[0]
                            + " and is now declared as type="
                            + after[0],
                    "Declare it as before, or give the state a new name and fill it anew.");
        }
        Map<String, String> linesAfter = linesByClass(after);
        linesByClass(before)
                .forEach(
                        (type, line) -> {
                            String lineNow = linesAfter.get(type);
                            if (lineNow != null && !lineNow.equals(line)) {
                                checkClass(type, line, lineNow, place);
                            }
                        });
    }

    private static void checkClass(String type, String before, String after, String place) {
        if (kind(before) != kind(after)) {
            throw incompatible(
                    place,
                    "class=" + type + " was '" + before + "' and is now '" + after + "'",
                    "Bring the class back as it was, and use a new class for what is new.");
        }
        if (kind(before) != '{') {
            return;
        }
        Map<String, String> fieldsAfter = fields(after);
        fields(before)
                .forEach(
                        (name, storedType) -> {
                            String typeNow = fieldsAfter.get(name);
                            if (typeNow == null) {
                                refuseMoved(type, name, fieldsAfter, place);
                            } else if (!typeNow.equals(storedType)) {
                                throw fieldChanged(place, type, name, storedType, typeNow);
                            }
                        });
    }

    private static void refuseMoved(
            String type, String name, Map<String, String> fieldsAfter, String place) {
        String simple = simpleName(name);
        for (String other : fieldsAfter.keySet()) {
            if (simpleName(other).equals(simple)) {
                throw incompatible(
                        place,
                        "class="
                                + type
                                + " field="
                                + name
                                + " has moved up or down to field="
                                + other,
                        "Leave the field in the class that declared it.");
            }
        }
    }

    static StreamException fieldChanged(
            String place, String type, String field, String storedType, String typeNow) {
        return incompatible(
                place,
                "class="
                        + type
                        + " field="
                        + field
                        + " was stored as storedType="
                        + storedType
                        + " and is now of type="
                        + typeNow,
                "Fields can be added and removed, but not change their type: keep this one as it was"
                        + " and add another, under a new name, that the program fills from it.");
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

    private static char kind(String line) {
        return line.charAt(line.indexOf(' ') + 1);
    }

    private static Map<String, String> fields(String line) {
        Map<String, String> fields = new LinkedHashMap<>();
        String body = line.substring(line.indexOf('{') + 1, line.length() - 1);
        for (String field : body.isEmpty() ? new String[0] : body.split(", ", -1)) {
            int colon = field.indexOf(": ");
            fields.put(field.substring(0, colon), field.substring(colon + 2));
        }
        return fields;
    }

    private static String simpleName(String field) {
        int at = field.indexOf('@');
        return at < 0 ? field : field.substring(0, at);
    }
}
