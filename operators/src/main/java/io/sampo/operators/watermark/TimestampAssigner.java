/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.watermark;

import io.sampo.core.function.Function;

/**
 * Finds the event time of a record.
 *
 * @param <T> type of the records
 */
@FunctionalInterface
public interface TimestampAssigner<T> extends Function {
    /**
     * Returns the record's event time in milliseconds since 1970-01-01T00:00Z.
     *
     * @param recordTimestamp the timestamp that it has so far, {@code Long.MIN_VALUE} if none
     */
    long extractTimestamp(T record, long recordTimestamp);
}
