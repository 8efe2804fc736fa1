/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window.internal;

import io.sampo.core.function.AggregateFunction;
import io.sampo.core.function.ReduceFunction;
import io.sampo.core.type.ValueSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Computes at one go what a window would hold if its records had been added one by one.
 *
 * @param <T> type of the records
 * @param <V> type of the value
 */
@FunctionalInterface
interface Fold<T, V> {
    /** Returns the value of some records, or null if there is nothing to emit. */
    @Nullable V of(Iterable<T> records) throws Exception;

    /** The reduction; of no records there is none. */
    static <T> Fold<T, T> reduce(ReduceFunction<T> function, ValueSerializer<T> copier) {
        return records -> {
            T reduced = null;
            for (T record : records) {
                // Functions may change what they are given on the left, but the window keeps it.
                reduced = reduced == null ? copier.copy(record) : function.reduce(reduced, record);
            }
            return reduced;
        };
    }

    /** The aggregate; of no records it is that of an empty accumulator. */
    static <T, A, V> Fold<T, V> aggregate(AggregateFunction<T, A, V> function) {
        return records -> {
            A accumulator = function.createAccumulator();
            for (T record : records) {
                accumulator = function.add(record, accumulator);
            }
            return function.getResult(accumulator);
        };
    }
}
