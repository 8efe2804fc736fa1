/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window.internal;

import io.sampo.core.function.AggregateFunction;
import io.sampo.core.function.KeySelector;
import io.sampo.operators.chain.OneInputOperator;
import io.sampo.operators.chain.OperatorFactory;
import io.sampo.operators.window.Partial;
import io.sampo.operators.window.SlidingEventTimeWindows;
import io.sampo.operators.window.TumblingEventTimeWindows;
import io.sampo.operators.window.Window;
import io.sampo.operators.window.WindowAssigner;
import io.sampo.operators.window.WindowSpec;
import org.jspecify.annotations.Nullable;

/**
 * Aggregation in two steps, before and after the records are dealt out by key: for windows cut at
 * fixed times that fire once, so that nobody can tell when a record came.
 */
public final class PreAggregation {
    private PreAggregation() {}

    /**
     * Returns whether the windows can be computed in two steps. A record that is late cannot go to
     * a side output then, as it has become part of a partial; and where windows fire again, each
     * record of its own changes what comes out.
     */
    public static boolean fits(WindowSpec<?, ?> spec, AggregateFunction<?, ?, ?> function) {
        return spec.customTrigger() == null
                && spec.evictor() == null
                && spec.lateOutput() == null
                && spec.allowedLatenessMillis() == 0
                && shapeOf(spec) != null
                && WindowFunctions.aggregate(function).canBePreAggregated();
    }

    private static @Nullable SliceShape shapeOf(WindowSpec<?, ?> spec) {
        if (spec.assigner() instanceof TumblingEventTimeWindows tumbling) {
            return SliceShape.of(tumbling);
        }
        if (spec.assigner() instanceof SlidingEventTimeWindows sliding) {
            SliceShape shape = SliceShape.of(sliding);
            return shape.pays() ? shape : null;
        }
        return null;
    }

    /** Returns the first step, for windows that {@link #fits fit}. */
    public static <T, K, A> OperatorFactory<Partial<K, A>> before(
            WindowSpec<T, ?> spec,
            KeySelector<? super T, K> selector,
            AggregateFunction<T, A, ?> function) {
        SliceShape shape = shapeOf(spec);
        if (shape == null) {
            throw new IllegalArgumentException("No such windows: " + spec);
        }
        return new Before<>(shape, selector, function);
    }

    /** Returns the windows of the second step. */
    @SuppressWarnings("unchecked") // windows that fit go by timestamps alone
    public static <W extends Window, K, A> WindowSpec<Partial<K, A>, W> after(
            WindowSpec<?, W> spec) {
        return WindowSpec.of((WindowAssigner<Object, W>) spec.assigner());
    }

    /** Returns the function of the second step. */
    public static <K, A, R> AggregateFunction<Partial<K, A>, A, R> after(
            AggregateFunction<?, A, R> function) {
        return new MergePartials<>(function);
    }

    private record Before<T, K, A>(
            SliceShape shape,
            KeySelector<? super T, K> selector,
            AggregateFunction<T, A, ?> function)
            implements OperatorFactory<Partial<K, A>> {
        private static final long serialVersionUID = 1L;

        @Override
        public OneInputOperator<T, Partial<K, A>> create() {
            return new PreAggregateOperator<>(shape, selector, function);
        }
    }
}
