/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.connect;

import io.sampo.operators.chain.BasicTwoInputOperator;
import io.sampo.operators.chain.OperatorContext;
import io.sampo.operators.chain.Output;
import io.sampo.operators.function.CoProcessFunction;
import io.sampo.operators.process.OperatorRuntimeContext;
import io.sampo.operators.process.PlainCalls;
import io.sampo.operators.process.TimestampedCollector;
import org.jspecify.annotations.Nullable;

/**
 * Runs a {@link CoProcessFunction}.
 *
 * @param <A> type of the first input
 * @param <B> type of the second input
 * @param <O> type of the results
 */
public final class CoProcessOperator<A, B, O> extends BasicTwoInputOperator<A, B, O> {
    private final CoProcessFunction<A, B, O> function;
    private @Nullable TimestampedCollector<O> collector;
    private @Nullable PlainCalls call;

    /** Creates the operator around its own copy of the function. */
    public CoProcessOperator(CoProcessFunction<A, B, O> function) {
        this.function = function;
    }

    @Override
    public void open(OperatorContext context, Output<O> output) throws Exception {
        super.open(context, output);
        TimestampedCollector<O> results = new TimestampedCollector<>(output);
        collector = results;
        call = new PlainCalls(results, context.clock());
        OperatorRuntimeContext.open(function, context);
    }

    @Override
    @SuppressWarnings("NullAway") // set in open; no checks on the hot path
    public void processFirst(A record, long timestamp) throws Exception {
        collector.setTimestamp(timestamp);
        function.processElement1(record, call, collector);
    }

    @Override
    @SuppressWarnings("NullAway") // as processFirst
    public void processSecond(B record, long timestamp) throws Exception {
        collector.setTimestamp(timestamp);
        function.processElement2(record, call, collector);
    }

    @Override
    @SuppressWarnings("NullAway") // set in open
    public void watermark(long timestamp) throws Exception {
        call.setWatermark(timestamp);
        output().watermark(timestamp);
    }

    @Override
    public void close() throws Exception {
        OperatorRuntimeContext.close(function);
    }
}
