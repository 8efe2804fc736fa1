/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.process;

import io.sampo.operators.chain.BasicOperator;
import io.sampo.operators.chain.OperatorContext;
import io.sampo.operators.chain.Output;
import io.sampo.operators.function.FlatMapFunction;
import org.jspecify.annotations.Nullable;

/**
 * Runs a {@link FlatMapFunction}.
 *
 * @param <I> type of the input
 * @param <O> type of the results
 */
public final class FlatMapOperator<I, O> extends BasicOperator<I, O> {
    private final FlatMapFunction<? super I, O> function;
    private @Nullable TimestampedCollector<O> collector;

    /** Creates the operator around its own copy of the function. */
    public FlatMapOperator(FlatMapFunction<? super I, O> function) {
        this.function = function;
    }

    @Override
    public void open(OperatorContext context, Output<O> output) throws Exception {
        super.open(context, output);
        collector = new TimestampedCollector<>(output);
        OperatorRuntimeContext.open(function, context);
    }

    @Override
    @SuppressWarnings("NullAway") // set in open; no checks on the hot path
    public void process(I record, long timestamp) throws Exception {
        collector.setTimestamp(timestamp);
        function.flatMap(record, collector);
    }

    @Override
    public void close() throws Exception {
        OperatorRuntimeContext.close(function);
    }
}
