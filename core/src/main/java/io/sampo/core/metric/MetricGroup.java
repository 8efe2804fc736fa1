/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.metric;

import java.util.function.LongSupplier;

/** Where one operator of one subtask registers what it counts. */
public interface MetricGroup {
    /** Returns the counter of that name, made at the first call. */
    Counter counter(String name);

    /** Registers a value that is read, from any thread, whenever somebody looks. */
    void gauge(String name, LongSupplier value);

    /**
     * Returns the meter of that name, made at the first call. Shown as a counter, and as the gauge
     * {@code name.perSecond}, rounded.
     */
    Meter meter(String name);

    /**
     * Returns the histogram of that name, made at the first call. Shown as the counter {@code
     * name.count}, and of its last values as the gauges {@code name.min}, {@code .mean}, {@code
     * .p50}, {@code .p95}, {@code .p99} and {@code .max}.
     */
    Histogram histogram(String name);
}
