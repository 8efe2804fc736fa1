/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.measure;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A result as one line of JSON: texts without special characters, and numbers. */
public final class JsonLine {
    private static final Pattern FIELD =
            Pattern.compile("\"(\\w+)\": (?:\"([^\"]*)\"|(-?[0-9.]+))(?:, |\\}$)");

    private final Map<String, String> fields = new LinkedHashMap<>();

    /** Creates an empty line. */
    public JsonLine() {}

    /** Returns what a line says that was made here, or nothing if it was not. */
    public static Optional<JsonLine> parse(String line) {
        if (!line.startsWith("{\"") || !line.endsWith("}")) {
            return Optional.empty();
        }
        JsonLine parsed = new JsonLine();
        Matcher field = FIELD.matcher(line);
        while (field.find()) {
            String text = field.group(2);
            if (text == null) {
                parsed.fields.put(field.group(1), field.group(3));
            } else {
                parsed.text(field.group(1), text);
            }
        }
        return Optional.of(parsed);
    }

    /** Adds a text. */
    public JsonLine text(String name, String value) {
        fields.put(name, '"' + value + '"');
        return this;
    }

    /** Adds a whole number. */
    public JsonLine number(String name, long value) {
        fields.put(name, Long.toString(value));
        return this;
    }

    /** Adds a number with so many decimals. */
    public JsonLine number(String name, double value, int decimals) {
        fields.put(name, String.format(Locale.ROOT, "%." + decimals + "f", value));
        return this;
    }

    /** Tells whether there is a field of that name. */
    public boolean has(String name) {
        return fields.containsKey(name);
    }

    /** Returns a text, empty if there is none. */
    public String text(String name) {
        return fields.getOrDefault(name, "").replace("\"", "");
    }

    /** Returns a number, NaN if there is none. */
    public double number(String name) {
        return Double.parseDouble(fields.getOrDefault(name, "NaN"));
    }

    @Override
    public String toString() {
        StringBuilder line = new StringBuilder("{");
        fields.forEach(
                (name, value) -> {
                    if (line.length() > 1) {
                        line.append(", ");
                    }
                    line.append('"').append(name).append("\": ").append(value);
                });
        return line.append('}').toString();
    }
}
