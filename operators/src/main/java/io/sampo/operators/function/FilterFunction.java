/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.function;

import io.sampo.core.function.Function;

/**
 * Decides which records go on.
 *
 * @param <T> type of the records
 */
@FunctionalInterface
public interface FilterFunction<T> extends Function {
    /**
     * Returns whether {@code value} goes on.
     *
     * @throws Exception to fail the job
     */
    boolean filter(T value) throws Exception;
}
