/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.function;

/**
 * Takes the results of a function, any number of them for one input. May wait inside {@link
 * #collect} while the next operator is slower; that is back-pressure, and it ends when the job is
 * cancelled.
 *
 * @param <T> type of the results
 */
@FunctionalInterface
public interface Collector<T> {
    /**
     * Emits one record with the timestamp of the input or timer that is being processed. The object
     * must not be changed afterwards unless its class is mutable, in which case the engine has
     * copied it where that matters.
     */
    void collect(T record);
}
