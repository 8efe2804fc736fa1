/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.connect;

import io.sampo.operators.chain.OperatorContext;
import io.sampo.operators.chain.Output;
import io.sampo.operators.function.KeyedCoProcessFunction;
import io.sampo.operators.process.KeyedCalls;
import io.sampo.operators.process.OperatorRuntimeContext;

/**
 * Runs a {@link KeyedCoProcessFunction}.
 *
 * @param <K> type of the keys
 * @param <A> type of the first input
 * @param <B> type of the second input
 * @param <O> type of the results
 */
public final class KeyedCoProcessOperator<K, A, B, O> extends KeyedTwoInputOperator<K, A, B, O> {
    private final KeyedCoProcessFunction<K, A, B, O> function;

    /** Creates the operator around its own copy of the function. */
    public KeyedCoProcessOperator(KeyedCoProcessFunction<K, A, B, O> function) {
        this.function = function;
    }

    @Override
    public void open(OperatorContext context, Output<O> output) throws Exception {
        super.open(context, output);
        KeyedCalls<K, O> made = new KeyedCalls<>(context, output, function::onTimer);
        calls = made;
        OperatorRuntimeContext.open(function, context);
        made.timers().start();
    }

    @Override
    @SuppressWarnings("NullAway") // set in open; no checks on the hot path
    public void processFirst(A record, long timestamp) throws Exception {
        calls.collector().setTimestamp(timestamp);
        function.processElement1(record, calls.context(), calls.collector());
    }

    @Override
    @SuppressWarnings("NullAway") // as processFirst
    public void processSecond(B record, long timestamp) throws Exception {
        calls.collector().setTimestamp(timestamp);
        function.processElement2(record, calls.context(), calls.collector());
    }

    @Override
    public void close() throws Exception {
        OperatorRuntimeContext.close(function);
    }
}
