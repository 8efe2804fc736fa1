/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.metric;

/**
 * One number at one moment.
 *
 * @param scope whose it is
 * @param name what it counts
 * @param kind how numbers of several subtasks combine
 * @param value the number
 */
public record MetricSample(MetricScope scope, String name, Kind kind, long value) {
    /** How a number behaves. */
    public enum Kind {
        /** Only grows; those of several subtasks add up. */
        COUNTER,
        /** Goes up and down. */
        GAUGE
    }
}
