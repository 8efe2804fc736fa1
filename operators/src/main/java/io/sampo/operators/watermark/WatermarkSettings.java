/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.watermark;

import com.typesafe.config.Config;
import io.sampo.core.settings.SettingsReader;
import java.time.Duration;

/**
 * The section {@code sampo.watermark}.
 *
 * @param interval how often generators are asked for a watermark
 * @param idleness how long a split that was read to its end may be silent before it stops holding
 *     back watermarks; zero is never
 */
public record WatermarkSettings(Duration interval, Duration idleness) {
    /** The section that is read. */
    public static final String PATH = "sampo.watermark";

    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(1);

    /**
     * Reads the section.
     *
     * @param settings the section {@code sampo} with all defaults
     * @throws io.sampo.core.error.StreamException with {@code INVALID_SETTING}, naming all problems
     */
    public static WatermarkSettings from(Config settings) {
        return SettingsReader.read(settings.atPath("sampo"), PATH, WatermarkSettings::read);
    }

    /** Reads the section from its reader, which notes the problems. */
    public static WatermarkSettings read(SettingsReader in) {
        return new WatermarkSettings(
                in.duration("interval", SHORTEST_INTERVAL), in.duration("idleness", Duration.ZERO));
    }
}
