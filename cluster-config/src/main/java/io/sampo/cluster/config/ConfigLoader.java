/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.settings.SettingsReader;
import io.sampo.operators.graph.JobSettings;
import io.sampo.runtime.client.LocalJobExecutor;
import io.sampo.runtime.network.NetworkSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds the settings of a node. System properties ({@code -D}) go before the file, the file before
 * the defaults; the file takes values of the environment where it says so ({@code ${?NAME}}), and
 * so do the defaults for the token of the nodes.
 */
public final class ConfigLoader {
    static final String MANAGED_MEMORY = "sampo.state.managed-memory";

    private ConfigLoader() {}

    /**
     * Reads and checks the settings, those that are not the node's as well: they are what jobs
     * begin with.
     *
     * @param file without it, all is as by default
     * @throws StreamException with {@code INVALID_SETTING} naming the file if there is none, else
     *     all problems
     */
    public static NodeConfig load(Optional<Path> file) {
        Config root = read(file);
        Map<String, Function<SettingsReader, ?>> readers = new HashMap<>(JobSettings.readers(root));
        readers.putAll(new LocalJobExecutor().settingsReaders());
        readers.put(NetworkSettings.PATH, NetworkSettings::read);
        readers.put(NodeConfig.PATH, in -> readNode(in, root));
        SettingsReader.check(root, readers);
        return NodeConfig.from(root);
    }

    /**
     * Reads the settings without a check of what they are.
     *
     * @throws StreamException with {@code INVALID_SETTING} if it is not there or cannot be parsed
     */
    static Config read(Optional<Path> file) {
        try {
            // what was loaded before may have had other system properties
            ConfigFactory.invalidateCaches();
            return ConfigFactory.load(file.map(ConfigLoader::parse).orElse(ConfigFactory.empty()));
        } catch (ConfigException.UnresolvedSubstitution missing) {
            throw new StreamException(
                    ErrorCode.INVALID_SETTING,
                    "A setting refers to what is not there: "
                            + StreamException.withoutFullStop(missing.getMessage())
                            + ". Set it, or write ${?NAME} if it may be missing.",
                    missing);
        } catch (ConfigException malformed) {
            throw new StreamException(
                    ErrorCode.INVALID_SETTING,
                    "The settings cannot be read: "
                            + StreamException.withoutFullStop(malformed.getMessage())
                            + ". They are written in HOCON.",
                    malformed);
        }
    }

    private static Config parse(Path file) {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new StreamException(
                    ErrorCode.INVALID_SETTING,
                    "There is no file of settings that can be read: config="
                            + file.toAbsolutePath()
                            + ". Samples are in conf/.");
        }
        return ConfigFactory.parseFile(
                file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false));
    }

    private static NodeConfig readNode(SettingsReader in, Config root) {
        if (root.hasPath(MANAGED_MEMORY) && !Origins.isDefault(root.getValue(MANAGED_MEMORY))) {
            in.problem(
                    "memory",
                    "the only place for memory: "
                            + MANAGED_MEMORY
                            + " of a node follows from memory.total and memory.managed-share."
                            + " Remove it");
        }
        // shares of the state are checked with their own section
        return new NodeConfigReader(in).read(0.5, Optional.empty(), root);
    }
}
