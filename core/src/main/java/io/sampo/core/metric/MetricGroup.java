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
}
