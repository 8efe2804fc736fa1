/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.job;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The options that the user gave, by name. Values are checked when they are asked for; what is
 * wrong with one is a {@link StreamException} with {@code INVALID_SETTING} that names it.
 *
 * <pre>{@code
 * ProgramArguments arguments = ProgramArguments.parse(args); // --input clicks.csv --gap 30min
 * Path input = arguments.required("--input", arguments::path);
 * Duration gap = arguments.duration("--gap").orElse(Duration.ofMinutes(20));
 * }</pre>
 *
 * @param values by option name with its dashes; a flag that is set has the value {@code true}
 */
public record ProgramArguments(Map<String, String> values) {
    private static final String DASHES = "--";
    private static final String SET = "true";
    private static final Pattern TIME = Pattern.compile("(\\d+) ?(ms|s|m|min|h|d)");

    /** Copies the map. */
    public ProgramArguments {
        values = Map.copyOf(values);
    }

    /**
     * Reads the arguments of a program's {@code main}: {@code --name value}, {@code --name=value},
     * or {@code --flag}. An option that another one follows, or nothing, is a flag.
     *
     * @throws StreamException with {@code INVALID_SETTING} if something is no option, or is given
     *     twice
     */
    public static ProgramArguments parse(String... arguments) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < arguments.length; i++) {
            String name = arguments[i];
            String value = SET;
            int equals = name.indexOf('=');
            if (equals >= 0) {
                value = name.substring(equals + 1);
                name = name.substring(0, equals);
            } else if (i + 1 < arguments.length && !arguments[i + 1].startsWith(DASHES)) {
                value = arguments[++i];
            }
            if (!name.startsWith(DASHES) || name.equals(DASHES)) {
                throw invalid("Options begin with two dashes: argument=" + name);
            }
            if (values.put(name, value) != null) {
                throw invalid("An option is given twice: option=" + name);
            }
        }
        return new ProgramArguments(values);
    }

    /** Returns the value of an option. */
    public Optional<String> text(String option) {
        return Optional.ofNullable(values.get(option));
    }

    /** Returns the value of an option as a path. */
    public Optional<Path> path(String option) {
        return read(option, "A path", Path::of);
    }

    /** Returns whether a flag is set. */
    public boolean isSet(String option) {
        return values.containsKey(option);
    }

    /** Returns the value of an option as a number from {@code min} up. */
    public Optional<Integer> number(String option, int min) {
        return whole(option, min, Integer.MAX_VALUE).map(Long::intValue);
    }

    /** Returns the value of an option as a number from {@code min} up. */
    public Optional<Long> longNumber(String option, long min) {
        return whole(option, min, Long.MAX_VALUE);
    }

    private Optional<Long> whole(String option, long min, long max) {
        return read(
                option,
                "A whole number from " + min + " to " + max,
                text -> {
                    long number = Long.parseLong(text);
                    if (number < min || number > max) {
                        throw new NumberFormatException(text);
                    }
                    return number;
                });
    }

    /** Returns the value of an option as a finite number with a fraction, such as {@code 0.25}. */
    public Optional<Double> decimal(String option) {
        return read(
                option,
                "A number such as 0.25",
                text -> {
                    double number = Double.parseDouble(text);
                    if (!Double.isFinite(number)) {
                        throw new NumberFormatException(text);
                    }
                    return number;
                });
    }

    /**
     * Returns the value of an option as a time from zero up, such as {@code 500ms} or {@code 2h}.
     */
    public Optional<Duration> duration(String option) {
        return read(
                option, "A time such as 500ms, 30s, 5min, 2h or 1d", ProgramArguments::toDuration);
    }

    private static Duration toDuration(String text) {
        Matcher parts = TIME.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("no time");
        }
        long number = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "min", "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    /**
     * Returns the value of an option as a constant of an enum, whose name is given in lower case
     * and with hyphens.
     */
    public <E extends Enum<E>> Optional<E> choice(String option, Class<E> type) {
        List<String> names =
                Arrays.stream(type.getEnumConstants()).map(ProgramArguments::nameOf).toList();
        return read(
                option,
                "One of " + String.join(", ", names),
                text -> type.getEnumConstants()[checkedIndex(names.indexOf(text))]);
    }

    private static String nameOf(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static int checkedIndex(int index) {
        if (index < 0) {
            throw new IllegalArgumentException("no such name");
        }
        return index;
    }

    /**
     * Returns what an option must give.
     *
     * @param reader one of the methods of these arguments
     * @throws StreamException with {@code INVALID_SETTING} if the option is not given, or if its
     *     value is wrong
     */
    public <T> T required(String option, Function<String, Optional<T>> reader) {
        return reader.apply(option)
                .orElseThrow(
                        () ->
                                invalid(
                                        "An option is missing: option="
                                                + option
                                                + " given="
                                                + values.keySet().stream().sorted().toList()));
    }

    private <T> Optional<T> read(String option, String expected, Function<String, T> reader) {
        String text = values.get(option);
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(reader.apply(text));
        } catch (IllegalArgumentException | ArithmeticException unfit) {
            // What was found by the parser says less, and would be shown below it.
            throw invalid(expected + " is expected: " + option + "=" + text);
        }
    }

    private static StreamException invalid(String message) {
        return new StreamException(ErrorCode.INVALID_SETTING, message);
    }
}
