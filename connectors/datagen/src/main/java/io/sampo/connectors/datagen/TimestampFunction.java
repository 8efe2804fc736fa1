/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.datagen;

import io.sampo.core.function.Function;

/**
 * Finds the event time of a generated record.
 *
 * @param <T> type of the records
 */
@FunctionalInterface
public interface TimestampFunction<T> extends Function {
    /** Returns the event time in milliseconds since 1970-01-01T00:00Z. */
    long timestampOf(T record, long index);
}
