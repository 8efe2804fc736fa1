/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.job;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The options that the user gave, by name. Values are checked when they are asked for.
 *
 * @param values by option name with its dashes; a flag that is set has the value {@code true}
 */
public record ProgramArguments(Map<String, String> values) {
    /** Copies the map. */
    public ProgramArguments {
        values = Map.copyOf(values);
    }

    /** Returns the value of an option. */
    public Optional<String> text(String option) {
        return Optional.ofNullable(values.get(option));
    }

    /** Returns the value of an option as a path. */
    public Optional<Path> path(String option) {
        return text(option).map(Path::of);
    }

    /** Returns whether a flag is set. */
    public boolean isSet(String option) {
        return values.containsKey(option);
    }

    /**
     * Returns the value of an option as a number from {@code min} up.
     *
     * @throws StreamException with {@code INVALID_SETTING} if it is none
     */
    public Optional<Integer> number(String option, int min) {
        Optional<String> text = text(option);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            int number = Integer.parseInt(text.get());
            if (number >= min) {
                return Optional.of(number);
            }
        } catch (NumberFormatException e) {
            // Said below, as for a number that is too small.
        }
        throw new StreamException(
                ErrorCode.INVALID_SETTING,
                "A whole number from "
                        + min
                        + " to "
                        + Integer.MAX_VALUE
                        + " is expected: "
                        + option
                        + "="
                        + text.get());
    }
}
