/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.stream;

import io.sampo.core.function.Function;

/**
 * Finds a number in a record.
 *
 * @param <T> type of the records
 */
@FunctionalInterface
public interface ToLongFunction<T> extends Function {
    /**
     * Returns the number.
     *
     * @throws Exception to fail the job
     */
    long applyAsLong(T record) throws Exception;
}
