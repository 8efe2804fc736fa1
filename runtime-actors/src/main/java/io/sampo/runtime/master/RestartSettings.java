/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.master;

import com.typesafe.config.Config;
import io.sampo.core.settings.SettingsReader;
import java.time.Duration;

/**
 * The section {@code sampo.restart}.
 *
 * @param strategy how the time between attempts is found
 * @param maxAttempts restarts before the job is given up; 0 is no limit
 * @param delay between attempts, with the fixed strategy
 * @param initialDelay before the second restart in a row, with the exponential one; the first is at
 *     once
 * @param maxDelay the longest, with the exponential one
 * @param resetAfter running this long makes the next failure count as the first
 */
public record RestartSettings(
        Strategy strategy,
        int maxAttempts,
        Duration delay,
        Duration initialDelay,
        Duration maxDelay,
        Duration resetAfter) {
    /** The section that is read. */
    public static final String PATH = "sampo.restart";

    /** How the time between attempts is found. */
    public enum Strategy {
        /** Exponential if the job keeps checkpoints, none otherwise. */
        AUTO,
        /** The first failure ends the job. */
        NONE,
        /** Always the same. */
        FIXED_DELAY,
        /** At once, then twice as long each time. */
        EXPONENTIAL
    }

    /** Reads the section {@code sampo.restart} of the whole configuration. */
    public static RestartSettings from(Config config) {
        return SettingsReader.read(config, PATH, RestartSettings::read);
    }

    /** Reads the section from its reader, which notes the problems. */
    public static RestartSettings read(SettingsReader in) {
        return new RestartSettings(
                in.choice("strategy", Strategy.class),
                in.integer("max-attempts", 0, Integer.MAX_VALUE),
                in.duration("delay", Duration.ZERO),
                in.duration("initial-delay", Duration.ofMillis(1)),
                in.duration("max-delay", Duration.ofMillis(1)),
                in.duration("reset-after", Duration.ZERO));
    }
}
