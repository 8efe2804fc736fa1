/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Collects what has changed between two descriptions of {@link Schemas}, class by class. Used once,
 * by one thread.
 */
final class SchemaChanges {
    private static final String KEEP_TYPE =
            "Fields can be added and removed, but not change their type: keep this one as it was and"
                    + " add another, under a new name, that the program fills from it.";
    private static final String OPEN = "?";

    private final TypeFormats formats;
    private final List<SchemaChange> found = new ArrayList<>();

    SchemaChanges(TypeFormats formats) {
        this.formats = formats;
    }

    List<SchemaChange> found() {
        return List.copyOf(found);
    }

    /** Notes that values are declared as another type altogether. */
    void otherType(String stored, String now) {
        refuse(
                "it was stored as storedType=" + stored + " and is now declared as type=" + now,
                "Declare it as before, or give the state a new name and fill it anew.");
    }

    /** Notes that the class of the values themselves is not in the program. */
    void goneType(String type) {
        refuse(
                "class=" + type + " is not in the program",
                "Bring the class back under its name; its fields may be others.");
    }

    /** Notes that a class is not in the program; no field can hold it any more. */
    void goneClass(String type) {
        found.add(SchemaChange.fitting("class=" + type + " is not in the program any more"));
    }

    /** Compares the lines of one class. */
    void compare(String type, String before, String after) {
        if (before.equals(after)) {
            return;
        }
        if (kind(before) != kind(after)) {
            refuse(
                    "class=" + type + " was '" + before + "' and is now '" + after + "'",
                    "Bring the class back as it was, and use a new class for what is new.");
        } else if (Character.isLetter(kind(before))) {
            compareFormatted(type, before, after);
        } else if (kind(before) == '{') {
            compareFields(type, fields(before), fields(after));
        } else if (kind(before) == '[') {
            compareNames(
                    type,
                    "constant",
                    constants(before),
                    constants(after),
                    "Keep the constant, even if nothing uses it: stored values may have it.");
        } else if (!variants(after).contains(OPEN)) {
            compareNames(
                    type,
                    "subclass",
                    variants(before),
                    variants(after),
                    "Keep the subclass, even if nothing makes it any more: stored values may be of"
                            + " it.");
        }
    }

    /**
     * Compares a line of a class from before the stored program, which values may still have that
     * nobody has written since. What fits is not noted: the stored program has read it, too.
     */
    void compareEarlier(String type, String before, String after) {
        if (Character.isLetter(kind(after))) {
            SchemaChanges earlier = new SchemaChanges(formats);
            earlier.compare(type, before, after);
            for (SchemaChange change : earlier.found) {
                if (!change.fits()) {
                    refuse(
                            change.what()
                                    + ", for values that a version of the program before the last one"
                                    + " has stored, and nobody has written since",
                            Objects.requireNonNull(change.wayOut()));
                }
            }
        }
    }

    /** By the rules of the format, which is the same. */
    private void compareFormatted(String type, String before, String after) {
        String name = formatOf(before);
        TypeFormat format = formats.named(name);
        if (format == null || !name.equals(formatOf(after))) {
            refuse(
                    "class=" + type + " was '" + before + "' and is now '" + after + "'",
                    "Bring back the library of the format that wrote it.");
            return;
        }
        String stored = schemaOf(before);
        String now = schemaOf(after);
        if (stored.equals(OPEN) || now.equals(OPEN)) {
            return;
        }
        for (SchemaChange change : format.changes(stored, now)) {
            found.add(new SchemaChange("class=" + type + " " + change.what(), change.wayOut()));
        }
    }

    private static String formatOf(String line) {
        return line.split(" ", 3)[1];
    }

    private static String schemaOf(String line) {
        return line.split(" ", 3)[2];
    }

    private void compareFields(String type, Map<String, String> before, Map<String, String> after) {
        before.forEach(
                (name, stored) -> {
                    String now = after.get(name);
                    if (now == null) {
                        removed(type, name, stored, after);
                    } else if (!now.equals(stored)) {
                        refuse(
                                "class="
                                        + type
                                        + " field="
                                        + name
                                        + " was stored as storedType="
                                        + stored
                                        + " and is now of type="
                                        + now,
                                KEEP_TYPE);
                    }
                });
        after.forEach(
                (name, now) -> {
                    if (!before.containsKey(name)) {
                        found.add(
                                SchemaChange.fitting(
                                        "class="
                                                + type
                                                + " field="
                                                + name
                                                + " is new: type="
                                                + now));
                    }
                });
    }

    private void removed(String type, String name, String stored, Map<String, String> after) {
        for (String other : after.keySet()) {
            if (simpleName(other).equals(simpleName(name))) {
                refuse(
                        "class="
                                + type
                                + " field="
                                + name
                                + " has moved up or down to field="
                                + other,
                        "Leave the field in the class that declared it.");
                return;
            }
        }
        found.add(
                SchemaChange.fitting(
                        "class=" + type + " field=" + name + " is gone: storedType=" + stored));
    }

    private void compareNames(
            String type, String what, List<String> before, List<String> after, String wayOut) {
        for (String name : before) {
            if (!name.equals(OPEN) && !after.contains(name)) {
                refuse(
                        "class=" + type + " " + what + "=" + name + " is gone, now=" + after,
                        wayOut);
            }
        }
        for (String name : after) {
            if (!before.contains(name)) {
                found.add(
                        SchemaChange.fitting(
                                "class=" + type + " " + what + "=" + name + " is new"));
            }
        }
    }

    private void refuse(String what, String wayOut) {
        found.add(new SchemaChange(what, wayOut));
    }

    private static char kind(String line) {
        return line.charAt(line.indexOf(' ') + 1);
    }

    private static List<String> constants(String line) {
        return split(line.substring(line.indexOf('[') + 1, line.length() - 1), ", ");
    }

    private static List<String> variants(String line) {
        return split(line.substring(line.indexOf("= ") + 2), " | ");
    }

    private static Map<String, String> fields(String line) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : split(line.substring(line.indexOf('{') + 1, line.length() - 1), ", ")) {
            int colon = field.indexOf(": ");
            fields.put(field.substring(0, colon), field.substring(colon + 2));
        }
        return fields;
    }

    private static List<String> split(String body, String separator) {
        return body.isEmpty() ? List.of() : Arrays.asList(body.split(Pattern.quote(separator), -1));
    }

    private static String simpleName(String field) {
        int at = field.indexOf('@');
        return at < 0 ? field : field.substring(0, at);
    }
}
