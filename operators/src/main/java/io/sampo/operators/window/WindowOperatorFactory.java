/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window;

import io.sampo.core.function.AggregateFunction;
import io.sampo.core.function.KeySelector;
import io.sampo.core.function.ReduceFunction;
import io.sampo.operators.chain.OneInputOperator;
import io.sampo.operators.chain.OperatorFactory;
import io.sampo.operators.window.internal.PreAggregation;
import io.sampo.operators.window.internal.WindowFunctions;
import io.sampo.operators.window.internal.WindowOperator;

/**
 * Makes the operators of a windowed stream. For the engine.
 *
 * @param <T> type of the records
 * @param <W> type of the windows
 * @param <R> type of the results
 */
public final class WindowOperatorFactory<T, W extends Window, R> implements OperatorFactory<R> {
    private static final long serialVersionUID = 1L;

    private final WindowSpec<T, W> spec;
    private final WindowFunctions<T, W, R> functions;

    private WindowOperatorFactory(WindowSpec<T, W> spec, WindowFunctions<T, W, R> functions) {
        this.spec = spec;
        this.functions = functions;
    }

    /** For the reduction of each window. */
    public static <T, W extends Window> WindowOperatorFactory<T, W, T> reduce(
            WindowSpec<T, W> spec, ReduceFunction<T> function) {
        return new WindowOperatorFactory<>(spec, WindowFunctions.reduce(function));
    }

    /** For results computed from the reduction of each window. */
    public static <K, T, W extends Window, R> WindowOperatorFactory<T, W, R> reduce(
            WindowSpec<T, W> spec,
            ReduceFunction<T> function,
            ProcessWindowFunction<T, R, K, W> results) {
        return new WindowOperatorFactory<>(spec, WindowFunctions.reduce(function, results));
    }

    /** For the aggregate of each window. */
    public static <T, A, W extends Window, R> WindowOperatorFactory<T, W, R> aggregate(
            WindowSpec<T, W> spec, AggregateFunction<T, A, R> function) {
        return new WindowOperatorFactory<>(spec, WindowFunctions.aggregate(function));
    }

    /** For results computed from the aggregate of each window. */
    public static <K, T, A, V, W extends Window, R> WindowOperatorFactory<T, W, R> aggregate(
            WindowSpec<T, W> spec,
            AggregateFunction<T, A, V> function,
            ProcessWindowFunction<V, R, K, W> results) {
        return new WindowOperatorFactory<>(spec, WindowFunctions.aggregate(function, results));
    }

    /**
     * Returns whether an aggregate can be computed in two steps, before and after the records are
     * dealt out by key.
     */
    public static boolean fitsTwoSteps(WindowSpec<?, ?> spec, AggregateFunction<?, ?, ?> function) {
        return PreAggregation.fits(spec, function);
    }

    /** For the first step. */
    public static <T, K, A> OperatorFactory<Partial<K, A>> preAggregate(
            WindowSpec<T, ?> spec,
            KeySelector<? super T, K> selector,
            AggregateFunction<T, A, ?> function) {
        return PreAggregation.before(spec, selector, function);
    }

    /** For the second step. */
    public static <K, A, W extends Window, R> WindowOperatorFactory<Partial<K, A>, W, R> merge(
            WindowSpec<?, W> spec, AggregateFunction<?, A, R> function) {
        return aggregate(PreAggregation.after(spec), PreAggregation.after(function));
    }

    /** For the second step, with results computed from the aggregate. */
    public static <K, A, V, W extends Window, R> WindowOperatorFactory<Partial<K, A>, W, R> merge(
            WindowSpec<?, W> spec,
            AggregateFunction<?, A, V> function,
            ProcessWindowFunction<V, R, K, W> results) {
        return aggregate(PreAggregation.after(spec), PreAggregation.after(function), results);
    }

    /** For results computed from all records of each window, which are kept until then. */
    public static <K, T, W extends Window, R> WindowOperatorFactory<T, W, R> process(
            WindowSpec<T, W> spec, ProcessWindowFunction<T, R, K, W> results) {
        return new WindowOperatorFactory<>(spec, WindowFunctions.process(results));
    }

    @Override
    public OneInputOperator<T, R> create() {
        return new WindowOperator<>(spec, functions);
    }
}
