/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.stream;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** Settings of a job in a file of their own. */
final class SettingsFile {
    private static final String ROOT = "sampo";

    private SettingsFile() {}

    /** Reads the file, without resolving what it refers to. */
    static Config read(Path file) {
        Config read;
        try {
            read =
                    ConfigFactory.parseFile(
                            file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false));
        } catch (ConfigException failure) {
            throw new StreamException(
                    ErrorCode.INVALID_SETTING,
                    "A file of settings cannot be read: file="
                            + file
                            + " cause="
                            + StreamException.withoutFullStop(failure)
                            + ". Give a file in HOCON or JSON.",
                    failure);
        }
        Set<String> others = new TreeSet<>(read.root().keySet());
        others.remove(ROOT);
        if (!others.isEmpty()) {
            throw new StreamException(
                    ErrorCode.INVALID_SETTING,
                    "The engine's settings begin with 'sampo.': file="
                            + file
                            + " others="
                            + others
                            + ". Write whole keys, for example sampo.parallelism.");
        }
        return read;
    }
}
