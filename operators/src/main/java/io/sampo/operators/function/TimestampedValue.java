/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.function;

/**
 * A record with its event time.
 *
 * @param <T> type of the record
 * @param value the record itself
 * @param timestamp milliseconds of event time; {@code Long.MIN_VALUE} if it has none
 */
public record TimestampedValue<T>(T value, long timestamp) {
    /** Returns whether the record has a timestamp. */
    public boolean hasTimestamp() {
        return timestamp != Long.MIN_VALUE;
    }
}
