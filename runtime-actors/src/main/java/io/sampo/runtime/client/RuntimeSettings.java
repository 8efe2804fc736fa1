/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.client;

import com.typesafe.config.Config;
import io.sampo.core.settings.SettingsReader;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The section {@code sampo.runtime}.
 *
 * @param localChannelCredits frames under way on a channel within the process
 * @param workDir where local files of state are; the system's temporary directory if not set
 */
record RuntimeSettings(int localChannelCredits, Optional<Path> workDir) {
    static final String PATH = "sampo.runtime";

    private static final int MOST_CREDITS = 1024;
    private static final AtomicLong JOBS = new AtomicLong();

    /** Reads the section of the whole configuration. */
    static RuntimeSettings from(Config root) {
        return SettingsReader.read(root, PATH, RuntimeSettings::read);
    }

    static RuntimeSettings read(SettingsReader in) {
        return new RuntimeSettings(
                in.integer("local-channel-credits", 1, MOST_CREDITS), in.optionalPath("work-dir"));
    }

    /**
     * Returns a directory that no other job of this or another process uses; it is not made yet.
     */
    Path newWorkDirectory() {
        Path parent = workDir.orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir")));
        return parent.resolve(
                "sampo-work-" + ProcessHandle.current().pid() + "-" + JOBS.incrementAndGet());
    }
}
