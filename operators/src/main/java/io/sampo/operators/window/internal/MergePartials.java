/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window.internal;

import io.sampo.core.function.AggregateFunction;
import io.sampo.operators.window.Partial;

/**
 * Goes on with partials as {@code function} does with records. The accumulators are the same, so
 * state can be restored by a job that pre-aggregates and by one that does not.
 *
 * @param <K> type of the keys
 * @param <A> type of the accumulators
 * @param <R> type of the results
 * @param function the user's
 */
record MergePartials<K, A, R>(AggregateFunction<?, A, R> function)
        implements AggregateFunction<Partial<K, A>, A, R> {
    private static final long serialVersionUID = 1L;

    /** Returns the function that the user wrote. */
    static AggregateFunction<?, ?, ?> original(AggregateFunction<?, ?, ?> function) {
        return function instanceof MergePartials<?, ?, ?> merge ? merge.function : function;
    }

    @Override
    public A createAccumulator() {
        return function.createAccumulator();
    }

    @Override
    public A add(Partial<K, A> partial, A accumulator) {
        return function.merge(accumulator, partial.accumulator());
    }

    @Override
    public R getResult(A accumulator) {
        return function.getResult(accumulator);
    }

    @Override
    public A merge(A left, A right) {
        return function.merge(left, right);
    }
}
