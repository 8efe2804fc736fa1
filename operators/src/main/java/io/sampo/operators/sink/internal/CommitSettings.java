/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.sink.internal;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * What of other sections says how long a commit may be away; they are checked where they belong.
 *
 * @param interval between checkpoints, zero if they do not come by themselves
 * @param timeout of a checkpoint
 * @param restartDelay the longest pause before a restart
 */
record CommitSettings(Duration interval, Duration timeout, Duration restartDelay) {
    /** Reads the section {@code sampo}. */
    static CommitSettings from(Config config) {
        Duration fixed = duration(config, "restart.delay");
        Duration growing = duration(config, "restart.max-delay");
        return new CommitSettings(
                duration(config, "checkpoint.interval"),
                duration(config, "checkpoint.timeout"),
                fixed.compareTo(growing) > 0 ? fixed : growing);
    }

    private static Duration duration(Config config, String key) {
        boolean there = config.hasPath(key) && !"off".equals(config.getString(key));
        return there ? config.getDuration(key) : Duration.ZERO;
    }

    Duration longestDelay() {
        return interval.plus(timeout).plus(restartDelay);
    }
}
