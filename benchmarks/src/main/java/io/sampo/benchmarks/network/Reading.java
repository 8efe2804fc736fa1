/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.network;

import io.sampo.core.annotation.Immutable;

/**
 * A record of about 150 bytes.
 *
 * @param id of the reading
 * @param sensor that made it
 * @param time when
 * @param value what
 * @param unit of the value
 * @param remark about 90 letters
 */
@Immutable
record Reading(long id, int sensor, long time, double value, String unit, String remark) {
    private static final String REMARK =
            "calibrated last spring, in a room without windows, by somebody who left no name";

    static Reading of(int number) {
        return new Reading(
                number,
                number % 1000,
                1_700_000_000_000L + number,
                number * 0.25,
                "kelvin",
                REMARK + number);
    }
}
