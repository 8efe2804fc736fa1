/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.stream;

import io.sampo.core.function.AggregateFunction;
import io.sampo.core.type.LambdaTypes;
import io.sampo.core.type.TypeInfo;
import io.sampo.operators.function.Collector;
import io.sampo.operators.function.KeyedProcessFunction;
import io.sampo.operators.function.RuntimeContext;
import io.sampo.state.AggregatingState;
import io.sampo.state.StateDescriptor;
import org.jspecify.annotations.Nullable;

/** Keeps an aggregate for each key, and emits its result anew for every record. */
final class RunningAggregate<K, T, A, R> extends KeyedProcessFunction<K, T, KeyedValue<K, R>> {
    private static final long serialVersionUID = 1L;

    private final AggregateFunction<T, A, R> function;
    private transient @Nullable AggregatingState<T, R> aggregate;

    RunningAggregate(AggregateFunction<T, A, R> function) {
        this.function = function;
    }

    @Override
    @SuppressWarnings("unchecked") // the function's own type
    public void open(RuntimeContext context) {
        TypeInfo<A> type =
                (TypeInfo<A>) LambdaTypes.typeArgument(function, AggregateFunction.class, 1);
        aggregate =
                context.getState(new StateDescriptor.Aggregating<>("aggregate", function, type));
    }

    @Override
    @SuppressWarnings("NullAway") // set in open; no checks on the hot path
    public void processElement(T value, Context<K> context, Collector<KeyedValue<K, R>> out)
            throws Exception {
        aggregate.add(value);
        R result = aggregate.get();
        out.collect(new KeyedValue<>(context.getCurrentKey(), result));
    }
}
