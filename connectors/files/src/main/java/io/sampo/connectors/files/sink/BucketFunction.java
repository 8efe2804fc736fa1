/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.files.sink;

import io.sampo.core.function.Function;

/**
 * Chooses the sub-directory of a record.
 *
 * @param <T> type of the records
 */
@FunctionalInterface
public interface BucketFunction<T> extends Function {
    /**
     * Returns a path below the sink's directory, such as {@code country=FI/2026-01-31}; empty for
     * the directory itself.
     *
     * @param timestamp of the record, {@code Long.MIN_VALUE} if it has none
     */
    String bucketOf(T record, long timestamp) throws Exception;
}
