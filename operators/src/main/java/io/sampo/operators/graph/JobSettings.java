/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.graph;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.sampo.core.settings.SettingsReader;
import io.sampo.state.keygroup.KeyGroups;
import java.util.Map;

/**
 * The keys that stand directly in the section {@code sampo}: what concerns a job as a whole.
 *
 * @param parallelism number of subtasks of an operator that does not set it, at least 1
 * @param maxParallelism number of key groups; 0 if it follows from the parallelism
 * @param recordsAreImmutable whether the job promises that no record is ever changed after it was
 *     emitted, so that none needs a copy
 * @param durableCheckpoints whether checkpoints are kept in {@code sampo.checkpoint.dir}
 */
public record JobSettings(
        int parallelism,
        int maxParallelism,
        boolean recordsAreImmutable,
        boolean durableCheckpoints) {
    private static final String ROOT = "sampo";

    /**
     * Reads the keys.
     *
     * @param settings the section {@code sampo} with all defaults
     * @throws io.sampo.core.error.StreamException with {@code INVALID_SETTING}, naming all problems
     */
    public static JobSettings from(Config settings) {
        boolean durable =
                settings.hasPath("checkpoint.dir")
                        && !settings.getString("checkpoint.dir").isBlank();
        return SettingsReader.read(settings.atPath(ROOT), ROOT, in -> read(in, settings, durable));
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

    private static JobSettings read(SettingsReader in, Config settings, boolean durable) {
        // Sections are for others to read, but one that no module has defaults for is read by none.
        ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
        ConfigObject known =
                ConfigFactory.defaultReference(
                                ofThread == null ? JobSettings.class.getClassLoader() : ofThread)
                        .root();
        in.ignore("checkpoint");
        for (Map.Entry<String, ConfigValue> entry : settings.root().entrySet()) {
            if (entry.getValue().valueType() == ConfigValueType.OBJECT
                    && known.get(ROOT) instanceof ConfigObject sections
                    && sections.containsKey(entry.getKey())) {
                in.ignore(entry.getKey());
            }
        }
        int parallelism = in.integer("parallelism", 0, KeyGroups.MAX_PARALLELISM_LIMIT);
        return new JobSettings(
                parallelism == 0 ? Runtime.getRuntime().availableProcessors() : parallelism,
                in.integer("max-parallelism", 0, KeyGroups.MAX_PARALLELISM_LIMIT),
                in.flag("records-are-immutable"),
                durable);
    }
}
