/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.connect;

import io.sampo.operators.chain.BasicTwoInputOperator;
import io.sampo.operators.chain.OperatorContext;
import io.sampo.operators.chain.Output;
import io.sampo.operators.function.CoFlatMapFunction;
import io.sampo.operators.process.OperatorRuntimeContext;
import io.sampo.operators.process.TimestampedCollector;
import org.jspecify.annotations.Nullable;

/**
 * Runs a {@link CoFlatMapFunction}.
 *
 * @param <A> type of the first input
 * @param <B> type of the second input
 * @param <O> type of the results
 */
public final class CoFlatMapOperator<A, B, O> extends BasicTwoInputOperator<A, B, O> {
    private final CoFlatMapFunction<? super A, ? super B, O> function;
    private @Nullable TimestampedCollector<O> collector;

    /** Creates the operator around its own copy of the function. */
    public CoFlatMapOperator(CoFlatMapFunction<? super A, ? super B, O> function) {
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
    public void processFirst(A record, long timestamp) throws Exception {
        collector.setTimestamp(timestamp);
        function.flatMap1(record, collector);
    }

    @Override
    @SuppressWarnings("NullAway") // as processFirst
    public void processSecond(B record, long timestamp) throws Exception {
        collector.setTimestamp(timestamp);
        function.flatMap2(record, collector);
    }

    @Override
    public void close() throws Exception {
        OperatorRuntimeContext.close(function);
    }
}
