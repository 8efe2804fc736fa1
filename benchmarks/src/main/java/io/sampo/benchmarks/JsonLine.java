/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** One result, as one line of JSON. */
public final class JsonLine {
    private final Map<String, String> fields = new LinkedHashMap<>();

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
