/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.graph;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import io.sampo.core.settings.SettingsReader;
import io.sampo.operators.watermark.WatermarkSettings;
import io.sampo.state.keygroup.KeyGroups;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The keys that stand directly in the section {@code sampo}: what concerns a job as a whole.
 *
 * @param parallelism number of subtasks of an operator that does not set it, at least 1
 * @param maxParallelism number of key groups; 0 if it follows from the parallelism
 * @param operatorChaining whether operators share chains where they can
 * @param recordsAreImmutable whether the job promises that no record is ever changed after it was
 *     emitted, so that none needs a copy
 * @param durableCheckpoints whether checkpoints are kept in {@code sampo.checkpoint.dir}
 */
public record JobSettings(
        int parallelism,
        int maxParallelism,
        boolean operatorChaining,
        boolean recordsAreImmutable,
        boolean durableCheckpoints) {
    private static final String ROOT = "sampo";
    private static final String IMMUTABLE = "records-are-immutable";

    private static final String DIRECTORY = "sampo.checkpoint.dir";

    /**
     * Reads the keys.
     *
     * @param settings the section {@code sampo} with all defaults
     * @throws io.sampo.core.error.StreamException with {@code INVALID_SETTING}, naming all problems
     */
    public static JobSettings from(Config settings) {
        Config root = settings.atPath(ROOT);
        return SettingsReader.read(root, ROOT, in -> read(in, root));
    }

    /**
     * Returns {@link #recordsAreImmutable} of a job that was planned, and its settings checked with
     * it; cheap, since every subtask asks.
     *
     * @param settings the section {@code sampo} with all defaults
     */
    public static boolean recordsAreImmutable(Config settings) {
        return settings.getBoolean(IMMUTABLE);
    }

    /**
     * Returns what reads the sections of the operators, by path.
     *
     * @param root the whole configuration with all defaults
     */
    public static Map<String, Function<SettingsReader, ?>> readers(Config root) {
        return Map.of(
                ROOT,
                in -> read(in, root),
                ExecutionSettings.PATH,
                ExecutionSettings::read,
                WatermarkSettings.PATH,
                WatermarkSettings::read);
    }

    /**
     * Returns the section {@code sampo} of a whole configuration, which is what settings are read
     * from.
     *
     * @param config with all defaults
     */
    public static Config section(Config config) {
        return config.getConfig(ROOT);
    }

    private static JobSettings read(SettingsReader in, Config root) {
        knownSections().forEach(in::ignore);
        int parallelism = in.integer("parallelism", 0, KeyGroups.MAX_PARALLELISM_LIMIT);
        return new JobSettings(
                parallelism == 0 ? Runtime.getRuntime().availableProcessors() : parallelism,
                in.integer("max-parallelism", 0, KeyGroups.MAX_PARALLELISM_LIMIT),
                in.flag("operator-chaining"),
                in.flag(IMMUTABLE),
                hasDirectory(root));
    }

    /**
     * Returns the sections that others read: those that a module has defaults for. Only the files
     * of the modules count; {@code ConfigFactory.defaultReference} has system properties as well.
     */
    private static Set<String> knownSections() {
        ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
        ClassLoader loader = ofThread == null ? JobSettings.class.getClassLoader() : ofThread;
        Set<String> known = new TreeSet<>(Set.of("checkpoint"));
        if (ConfigFactory.defaultReferenceUnresolved(loader).root().get(ROOT)
                instanceof ConfigObject all) {
            all.forEach(
                    (key, value) -> {
                        if (value instanceof ConfigObject) {
                            known.add(key);
                        }
                    });
        }
        return known;
    }

    /** What is not a text is a problem of the section of checkpoints, which others read. */
    private static boolean hasDirectory(Config root) {
        return root.hasPath(DIRECTORY)
                && root.getValue(DIRECTORY).unwrapped() instanceof String directory
                && !directory.isBlank();
    }
}
