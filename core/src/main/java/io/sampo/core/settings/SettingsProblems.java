/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.settings;

import com.typesafe.config.ConfigValue;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is wrong with the settings, collected to be reported at once. */
final class SettingsProblems {
    private static final int MAX_SHOWN = 80;

    private final List<String> messages = new ArrayList<>();
    private @Nullable Throwable cause;

    boolean isEmpty() {
        return messages.isEmpty();
    }

    void add(String key, @Nullable ConfigValue value, String expected) {
        messages.add(
                value == null
                        ? key + " is missing: expected " + expected + ". Set it."
                        : key
                                + " = "
                                + shown(key, value)
                                + origin(value)
                                + ": expected "
                                + expected
                                + ".");
    }

    void addUnknown(String path, String key, ConfigValue value, Set<String> known) {
        String nearest = nearest(key, known);
        String wayOut =
                nearest == null
                        ? "Remove it; there is " + String.join(", ", known)
                        : "Did you mean " + path + "." + nearest + "?";
        messages.add(
                path
                        + "."
                        + key
                        + " = "
                        + shown(nearest == null ? key : nearest, value)
                        + origin(value)
                        + ": no such setting. "
                        + wayOut);
    }

    void addAll(SettingsProblems others) {
        messages.addAll(others.messages);
        if (cause == null) {
            cause = others.cause;
        }
    }

    /** Notes what followed from the problems. */
    void causedBy(Throwable objection) {
        cause = objection;
    }

    StreamException toException() {
        String head =
                messages.size() == 1
                        ? "A setting is wrong: "
                        : messages.size() + " settings are wrong:\n  ";
        return new StreamException(
                ErrorCode.INVALID_SETTING, head + String.join("\n  ", messages), cause);
    }

    static String text(Duration duration) {
        return duration.isZero() ? "0s" : duration.toMillis() + "ms";
    }

    private static String shown(String key, ConfigValue value) {
        if (Secrets.isSecret(key)) {
            return Secrets.HIDDEN;
        }
        String text = value.unwrapped() == null ? "null" : value.unwrapped().toString();
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
    }

    private static String origin(ConfigValue value) {
        return " (" + value.origin().description() + ")";
    }

    /** Returns the known key that takes the fewest edits, if they are few. */
    private static @Nullable String nearest(String key, Set<String> known) {
        String nearest = null;
        int fewest = Math.max(1, key.length() / 3) + 1;
        for (String candidate : known) {
            int edits = edits(key, candidate);
            if (edits < fewest) {
                fewest = edits;
                nearest = candidate;
            }
        }
        return nearest;
    }

    /** The edit distance after Levenshtein. */
    private static int edits(String left, String right) {
        int[] row = new int[right.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[right.length()];
    }
}
