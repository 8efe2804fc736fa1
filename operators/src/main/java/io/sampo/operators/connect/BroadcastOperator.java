/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.connect;

import io.sampo.operators.chain.BasicTwoInputOperator;
import io.sampo.operators.chain.OperatorContext;
import io.sampo.operators.chain.Output;
import io.sampo.operators.function.BroadcastProcessFunction;
import io.sampo.operators.process.OperatorRuntimeContext;
import io.sampo.operators.process.TimestampedCollector;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs a {@link BroadcastProcessFunction}; the second input is the broadcast one.
 *
 * @param <A> type of the first input
 * @param <B> type of the second input
 * @param <O> type of the results
 */
public final class BroadcastOperator<A, B, O> extends BasicTwoInputOperator<A, B, O> {
    private final BroadcastProcessFunction<A, B, O> function;
    private final Set<String> states;
    private @Nullable TimestampedCollector<O> collector;
    private @Nullable BroadcastCalls call;
    private BroadcastProcessFunction.@Nullable ReadOnlyContext readOnly;

    /**
     * Creates the operator around its own copy of the function.
     *
     * @param states the names of its broadcast states
     */
    public BroadcastOperator(BroadcastProcessFunction<A, B, O> function, Set<String> states) {
        this.function = function;
        this.states = states;
    }

    @Override
    public void open(OperatorContext context, Output<O> output) throws Exception {
        super.open(context, output);
        TimestampedCollector<O> results = new TimestampedCollector<>(output);
        BroadcastCalls calls =
                new BroadcastCalls(
                        results, context.clock(), new DeclaredBroadcast(context, states));
        collector = results;
        call = calls;
        readOnly = calls.readOnly();
        OperatorRuntimeContext.open(function, context);
    }

    @Override
    @SuppressWarnings("NullAway") // set in open; no checks on the hot path
    public void processFirst(A record, long timestamp) throws Exception {
        collector.setTimestamp(timestamp);
        function.processElement(record, readOnly, collector);
    }

    @Override
    @SuppressWarnings("NullAway") // as processFirst
    public void processSecond(B record, long timestamp) throws Exception {
        collector.setTimestamp(timestamp);
        function.processBroadcastElement(record, call, collector);
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
