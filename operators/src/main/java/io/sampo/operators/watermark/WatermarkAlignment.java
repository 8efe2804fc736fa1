/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.watermark;

import java.io.Serializable;
import java.time.Duration;

/**
 * How sources keep in step (SEMANTICS rule 18): none reads on while its watermark is more than the
 * drift above the lowest of its group.
 *
 * @param group the sources of a job that name the same group wait for each other
 * @param maxDrift how far this source may be ahead of the lowest; in the unit of timestamps, which
 *     are milliseconds
 * @param updateInterval how often each subtask tells how far it is
 */
public record WatermarkAlignment(String group, Duration maxDrift, Duration updateInterval)
        implements Serializable {
    /** How often subtasks tell how far they are, unless said otherwise. */
    public static final Duration DEFAULT_UPDATE_INTERVAL = Duration.ofSeconds(1);

    /** Checks the components. */
    public WatermarkAlignment {
        if (group.isBlank() || maxDrift.isNegative() || updateInterval.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "An alignment needs a group with a name, a drift that is not negative, and an"
                            + " interval of a millisecond at least: group='"
                            + group
                            + "' maxDrift="
                            + maxDrift
                            + " updateInterval="
                            + updateInterval);
        }
    }
}
