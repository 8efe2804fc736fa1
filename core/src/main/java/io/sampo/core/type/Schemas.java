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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
 * shop.Click avro {"type":"record","name":"Click",...}
 * ~shop.Click avro {"type":"record","name":"Click",...}
 * </pre>
 *
 * <p>{@code @} names the superclass that declares a field. A class of a {@link TypeFormat} has that
 * format's name and its schema, or {@code ?} if each value has its own; {@code ~} is an earlier
 * schema of a class, which values may still have. Fory itself reads values of a changed field as
 * something else in some cases, and as null in others, without an error.
 */
final class Schemas {
    private static final String UNKNOWN = Object.class.getName();
    private static final String OPEN = "?";
    private static final char EARLIER = '~';

    private Schemas() {}

    static String describe(Type root, TypeFormats formats) {
        StringBuilder text = new StringBuilder(DeclaredTypes.nameOf(root));
        List<String> lines = new ArrayList<>();
        SchemaType declared = TypeFormats.schemaTypeIn(root);
        for (Class<?> type : DeclaredTypes.closureOf(root, formats::isOpen)) {
            if (!type.isPrimitive() && !DeclaredTypes.isOfJdk(type)) {
                lines.add(
                        declared != null && type == declared.rawClass()
                                ? formattedLine(type, formats, declared.schema())
                                : line(type, formats));
            }
        }
        lines.sort(null);
        for (String line : lines) {
            text.append('\n').append(line);
        }
        return text.toString();
    }

    private static String formattedLine(
            Class<?> type, TypeFormats formats, @Nullable String schema) {
        TypeFormat format = formats.of(type);
        if (format == null) {
            throw new StreamException(
                    ErrorCode.INVALID_PROGRAM,
                    "A state is declared with a schema, but nothing in the program knows what to do"
                            + " with it: class="
                            + type.getName()
                            + ". Add the library of its format to the program.");
        }
        String text = schema == null ? OPEN : schema;
        if (text.indexOf('\n') >= 0) {
            throw new StreamException(
                    ErrorCode.INVALID_PROGRAM,
                    "A schema is text in one line: format="
                            + format.name()
                            + " class="
                            + type.getName()
                            + " schema="
                            + text);
        }
        return type.getTypeName() + " " + format.name() + " " + text;
    }

    private static String line(Class<?> type, TypeFormats formats) {
        TypeFormat format = formats.of(type);
        if (format != null) {
            return formattedLine(type, formats, format.schemaOf(type));
        }
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

    /** Returns the schemas of formats that a description has. */
    static List<String> formatted(String description) {
        List<String> schemas = new ArrayList<>();
        for (String line : formattedLines(description)) {
            schemas.add(line.split(" ", 3)[2]);
        }
        return schemas;
    }

    /** Returns the lines of classes of formats, those of earlier schemas as if they were not. */
    private static Set<String> formattedLines(String description) {
        Set<String> found = new LinkedHashSet<>();
        String[] lines = description.split("\n", -1);
        for (int i = 1; i < lines.length; i++) {
            String rest = lines[i].substring(lines[i].indexOf(' ') + 1);
            if (Character.isLetter(rest.charAt(0)) && !rest.endsWith(" " + OPEN)) {
                found.add(isEarlier(lines[i]) ? lines[i].substring(1) : lines[i]);
            }
        }
        return found;
    }

    private static boolean isEarlier(String line) {
        return line.charAt(0) == EARLIER;
    }

    /** Returns a description that has also the formats' schemas that another one has. */
    static String withSchemasOf(String description, String other) {
        Set<String> missing = formattedLines(other);
        missing.removeAll(formattedLines(description));
        StringBuilder text = new StringBuilder(description);
        for (String line : missing) {
            text.append('\n').append(EARLIER).append(line);
        }
        return text.toString();
    }

    /**
     * Throws unless values stored with the schema {@code stored} can be read with {@code now}.
     *
     * @return {@code now} with what it lacks of the formats' schemas
     */
    static String check(String stored, String now, TypeFormats formats, String place) {
        if (stored.equals(now)) {
            return now;
        }
        for (SchemaChange change : changes(stored, now, formats)) {
            String wayOut = change.wayOut();
            if (wayOut != null) {
                throw incompatible(place, change.what(), wayOut);
            }
        }
        return withSchemasOf(now, stored);
    }

    /** Returns how one description differs from another, as far as both speak of a class. */
    private static List<SchemaChange> changes(String stored, String now, TypeFormats formats) {
        SchemaChanges changes = new SchemaChanges(formats);
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
        for (String line : earlierLines(before)) {
            String lineNow = linesAfter.get(typeOf(line));
            if (lineNow != null) {
                changes.compareEarlier(typeOf(line), line, lineNow);
            }
        }
        return changes.found();
    }

    /** Returns how the classes of a description differ from those of the same names now. */
    static List<SchemaChange> changes(String stored, ClassLoader loader, TypeFormats formats) {
        SchemaChanges changes = new SchemaChanges(formats);
        String[] before = stored.split("\n", -1);
        linesByClass(before)
                .forEach(
                        (type, line) -> {
                            try {
                                Class<?> now = Class.forName(type, false, loader);
                                String lineNow = line(now, formats);
                                changes.compare(type, line, lineNow);
                                for (String earlier : earlierLines(before)) {
                                    if (typeOf(earlier).equals(type)) {
                                        changes.compareEarlier(type, earlier, lineNow);
                                    }
                                }
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
            if (!isEarlier(lines[i])) {
                byClass.put(typeOf(lines[i]), lines[i]);
            }
        }
        return byClass;
    }

    /** Returns the earlier schemas of classes, as lines of these classes. */
    private static List<String> earlierLines(String[] lines) {
        return Arrays.stream(lines)
                .skip(1)
                .filter(Schemas::isEarlier)
                .map(line -> line.substring(1))
                .toList();
    }

    private static String typeOf(String line) {
        return line.substring(0, line.indexOf(' '));
    }
}
