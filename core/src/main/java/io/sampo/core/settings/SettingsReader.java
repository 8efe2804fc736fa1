/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.sampo.core.io.Locations;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads one section of the configuration into a settings record, and reports all problems at once.
 *
 * <pre>{@code
 * public static CheckpointSettings from(Config config) {
 *     return SettingsReader.read(config, "sampo.checkpoint", in -> new CheckpointSettings(
 *             in.duration("interval", Duration.ofMillis(10)),
 *             in.integer("retained", 1, 1000),
 *             in.choice("mode", Mode.class)));
 * }
 * }</pre>
 *
 * <p>Keys are relative to the section; one with dots reaches into nested sections. Defaults stand
 * in {@code reference.conf}, never in code. A key of the section that nobody asks for is a problem.
 * A getter that finds a problem notes it and returns a value of the right type that goes nowhere,
 * since {@link #read} throws; so the record's constructor may throw as well. Confined to one
 * thread.
 */
public final class SettingsReader {
    private static final String OFF = "off";

    private final Config section;
    private final String path;
    private final SettingsProblems problems;
    private final Set<String> asked = new LinkedHashSet<>();
    private final Set<String> ignored = new LinkedHashSet<>();

    private SettingsReader(Config section, String path, SettingsProblems problems) {
        this.section = section;
        this.path = path;
        this.problems = problems;
    }

    /**
     * Runs {@code body} on the section {@code path}.
     *
     * @param config with the module's {@code reference.conf} as fallback, resolved
     * @throws io.sampo.core.error.StreamException with {@code INVALID_SETTING}, naming for each
     *     problem the key, the value, where it comes from, what is expected and the way out
     */
    public static <T> T read(Config config, String path, Function<SettingsReader, T> body) {
        SettingsProblems problems = new SettingsProblems();
        T result = readInto(problems, config, path, body);
        if (result == null || !problems.isEmpty()) {
            throw problems.toException();
        }
        return result;
    }

    /**
     * Runs each body on its section, to report the problems of all sections at once; what the
     * bodies return is left.
     *
     * @param config as for {@link #read}
     * @param sections what reads each section, by path
     * @throws io.sampo.core.error.StreamException as {@link #read}
     */
    public static void check(Config config, Map<String, Function<SettingsReader, ?>> sections) {
        SettingsProblems problems = new SettingsProblems();
        new TreeMap<>(sections)
                .forEach(
                        (path, body) -> {
                            SettingsProblems own = new SettingsProblems();
                            readInto(own, config, path, body);
                            problems.addAll(own);
                        });
        if (!problems.isEmpty()) {
            throw problems.toException();
        }
    }

    /** Returns nothing if the section could not be read to its end because of the problems. */
    private static <T> @Nullable T readInto(
            SettingsProblems problems,
            Config config,
            String path,
            Function<SettingsReader, T> body) {
        Config section = sectionOf(config, path, problems);
        if (!problems.isEmpty()) {
            return null;
        }
        try {
            return new SettingsReader(section, path, problems).run(body);
        } catch (RuntimeException objection) {
            // which keys the rest of it would have asked for is not known
            if (problems.isEmpty()) {
                throw objection;
            }
            problems.causedBy(objection);
            return null;
        }
    }

    /**
     * Checks that a section holds only the given sections and keys, which others read.
     *
     * @throws io.sampo.core.error.StreamException as {@link #read}
     */
    public static void refuseUnknown(Config config, String path, Collection<String> known) {
        SettingsProblems problems = new SettingsProblems();
        Config section = sectionOf(config, path, problems);
        SettingsReader reader = new SettingsReader(section, path, problems);
        reader.ignored.addAll(known);
        reader.reportUnknown();
        if (!problems.isEmpty()) {
            throw problems.toException();
        }
    }

    private <T> T run(Function<SettingsReader, T> body) {
        T result = body.apply(this);
        reportUnknown();
        return result;
    }

    /** Reads a duration such as {@code 10s}, of at least {@code min}. */
    public Duration duration(String key, Duration min) {
        return get(
                key,
                "a duration of at least " + SettingsProblems.text(min) + ", such as 10s or 500ms",
                min,
                Config::getDuration,
                value -> value.compareTo(min) >= 0);
    }

    /** Reads a duration as {@link #duration}, or nothing if the value is {@code off} or missing. */
    public Optional<Duration> optionalDuration(String key, Duration min) {
        if (isMissing(key) || isText(key, OFF)) {
            asked.add(key);
            return Optional.empty();
        }
        return Optional.of(duration(key, min));
    }

    /** Reads a number of bytes such as {@code 64 MiB}, of at least {@code min}. */
    public long bytes(String key, long min) {
        return get(
                key,
                "a number of bytes of at least " + min + ", such as 64 MiB or 512k",
                min,
                Config::getBytes,
                value -> value >= min);
    }

    /** Reads a whole number from {@code min} to {@code max}. */
    public int integer(String key, int min, int max) {
        return Math.toIntExact(number(key, min, max));
    }

    /** Reads a whole number from {@code min} to {@code max}. */
    public long number(String key, long min, long max) {
        return get(
                key,
                "a whole number from " + min + " to " + max,
                min,
                SettingsReader::wholeNumber,
                value -> value >= min && value <= max);
    }

    /** Reads a number from {@code min} to {@code max}. */
    public double fraction(String key, double min, double max) {
        return get(
                key,
                "a number from " + min + " to " + max,
                min,
                Config::getDouble,
                value -> value >= min && value <= max);
    }

    /** Reads {@code true}, {@code on}, {@code false} or {@code off}. */
    public boolean flag(String key) {
        return get(key, "on or off", false, Config::getBoolean, value -> true);
    }

    /** Reads a text that is not blank. */
    public String string(String key) {
        return get(key, "a text", "", Config::getString, value -> !value.isBlank());
    }

    /** Reads a text, or nothing if it is missing or blank. */
    public Optional<String> optionalString(String key) {
        if (isMissing(key)) {
            asked.add(key);
            return Optional.empty();
        }
        String value = get(key, "a text", "", Config::getString, any -> true);
        return value.isBlank() ? Optional.empty() : Optional.of(value);
    }

    /** Reads a list of texts, which may be empty. */
    public List<String> strings(String key) {
        return get(
                key,
                "a list of texts, such as [\"a\", \"b\"]",
                List.of(),
                (config, name) -> List.copyOf(config.getStringList(name)),
                value -> true);
    }

    /** Reads a section whose keys are texts of the user, with a text for each; may be empty. */
    public Map<String, String> textByText(String key) {
        return get(
                key,
                "a text for each text, such as { \"a b\" = \"c d\" }",
                Map.of(),
                SettingsReader::texts,
                value -> true);
    }

    private static Map<String, String> texts(Config config, String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        config.getObject(key)
                .forEach(
                        (name, value) -> {
                            if (value.valueType() == ConfigValueType.OBJECT
                                    || value.valueType() == ConfigValueType.LIST) {
                                throw new ConfigException.WrongType(
                                        value.origin(), name, "STRING", value.valueType().name());
                            }
                            texts.put(name, String.valueOf(value.unwrapped()));
                        });
        return Map.copyOf(texts);
    }

    /** Reads what {@link Locations#of} takes. */
    public Path path(String key) {
        return get(
                key,
                "a path",
                Path.of(""),
                (config, name) -> Locations.of(config.getString(name)),
                value -> !value.toString().isBlank());
    }

    /** Reads a path, or nothing if it is missing or blank. */
    public Optional<Path> optionalPath(String key) {
        if (isMissing(key) || isText(key, "")) {
            asked.add(key);
            return Optional.empty();
        }
        return Optional.of(path(key));
    }

    /** Reads the constant whose name, in lower case and with hyphens, is given. */
    public <E extends Enum<E>> E choice(String key, Class<E> type) {
        Map<String, E> constants = new HashMap<>();
        List<String> names = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            String name = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
            constants.put(name, constant);
            names.add(name);
        }
        String expected = "one of " + String.join(", ", names);
        String name = get(key, expected, "", Config::getString, constants::containsKey);
        E constant = constants.get(name);
        return constant == null ? type.getEnumConstants()[0] : constant;
    }

    /** Reads a nested section; its problems are reported with those of this one. */
    public <T> T section(String key, Function<SettingsReader, T> body) {
        ignored.add(key);
        String nestedPath = path + "." + key;
        Config nested = sectionOf(section, key, problems);
        return new SettingsReader(nested, nestedPath, problems).run(body);
    }

    /** Declares that a key, or all below it, is somebody else's to read. */
    public void ignore(String key) {
        ignored.add(key);
    }

    /**
     * Notes a problem that only the caller can see, such as two settings that do not go together.
     */
    public void problem(String key, String expected) {
        problems.add(path + "." + key, valueAt(key), expected);
    }

    private <T> T get(
            String key,
            String expected,
            T fallback,
            BiFunction<Config, String, T> getter,
            Function<T, Boolean> accepted) {
        asked.add(key);
        try {
            T value = getter.apply(section, key);
            if (accepted.apply(value)) {
                return value;
            }
        } catch (ConfigException | InvalidPathException | ArithmeticException unfit) {
            // reported below, with the value
        }
        problems.add(path + "." + key, valueAt(key), expected);
        return fallback;
    }

    private static Long wholeNumber(Config config, String key) {
        double asDouble = config.getDouble(key);
        if (asDouble != Math.rint(asDouble)) {
            throw new ArithmeticException("not a whole number");
        }
        return config.getLong(key);
    }

    private boolean isMissing(String key) {
        return !section.hasPath(key);
    }

    private boolean isText(String key, String text) {
        ConfigValue value = valueAt(key);
        return value != null && value.unwrapped().toString().equals(text)
                || OFF.equals(text) && isFalse(value);
    }

    private static boolean isFalse(@Nullable ConfigValue value) {
        return value != null && Boolean.FALSE.equals(value.unwrapped());
    }

    private @Nullable ConfigValue valueAt(String key) {
        return section.hasPath(key) ? section.getValue(key) : null;
    }

    private void reportUnknown() {
        Set<String> known = new LinkedHashSet<>(asked);
        known.addAll(ignored);
        reportUnknown(section.root(), "", known);
    }

    private void reportUnknown(ConfigObject object, String prefix, Set<String> known) {
        object.forEach(
                (name, value) -> {
                    String key = prefix + ConfigUtil.joinPath(name);
                    if (known.contains(key)) {
                        return;
                    }
                    boolean leadsOn = known.stream().anyMatch(other -> other.startsWith(key + "."));
                    if (leadsOn && value instanceof ConfigObject nested) {
                        reportUnknown(nested, key + ".", known);
                    } else {
                        problems.addUnknown(path, key, value, known);
                    }
                });
    }

    private static Config sectionOf(Config config, String key, SettingsProblems problems) {
        try {
            if (config.hasPath(key)) {
                return config.getConfig(key);
            }
        } catch (ConfigException notASection) {
            problems.add(key, config.getValue(key), "a section, as in " + key + " { ... }");
        }
        return ConfigFactory.empty();
    }
}
