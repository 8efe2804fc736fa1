/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.stream;

import io.sampo.operators.function.Collector;
import io.sampo.operators.function.KeyedProcessFunction;
import io.sampo.operators.function.RuntimeContext;
import io.sampo.state.StateDescriptor;
import io.sampo.state.ValueState;
import org.jspecify.annotations.Nullable;

/** Adds up a number for each key, and emits the sum anew for every record. */
final class RunningSum<K, T> extends KeyedProcessFunction<K, T, KeyedValue<K, Long>> {
    private static final long serialVersionUID = 1L;

    private final ToLongFunction<? super T> number;
    private transient @Nullable ValueState<Long> sum;

    RunningSum(ToLongFunction<? super T> number) {
        this.number = number;
    }

    @Override
    public void open(RuntimeContext context) {
        sum = context.getState(StateDescriptor.value("sum", Long.class));
    }

    @Override
    @SuppressWarnings("NullAway") // set in open; no checks on the hot path
    public void processElement(T value, Context<K> context, Collector<KeyedValue<K, Long>> out)
            throws Exception {
        Long before = sum.value();
        long after = (before == null ? 0 : before) + number.applyAsLong(value);
        sum.update(after);
        out.collect(new KeyedValue<>(context.getCurrentKey(), after));
    }
}
