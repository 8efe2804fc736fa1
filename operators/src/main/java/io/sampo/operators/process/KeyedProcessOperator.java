/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.process;

import io.sampo.operators.chain.BasicOperator;
import io.sampo.operators.chain.OperatorContext;
import io.sampo.operators.chain.Output;
import io.sampo.operators.chain.TurnBudget;
import io.sampo.operators.function.KeyedProcessFunction;
import io.sampo.state.backend.NoNamespace;
import org.jspecify.annotations.Nullable;

/**
 * Runs a {@link KeyedProcessFunction}.
 *
 * @param <K> type of the keys
 * @param <I> type of the input
 * @param <O> type of the results
 */
public final class KeyedProcessOperator<K, I, O> extends BasicOperator<I, O> {
    private final KeyedProcessFunction<K, I, O> function;
    private @Nullable KeyedTimers<NoNamespace> timers;
    private @Nullable TimestampedCollector<O> collector;
    private KeyedProcessFunction.@Nullable OnTimerContext<K> call;

    /** Creates the operator around its own copy of the function. */
    public KeyedProcessOperator(KeyedProcessFunction<K, I, O> function) {
        this.function = function;
    }

    @Override
    public void open(OperatorContext context, Output<O> output) throws Exception {
        super.open(context, output);
        KeyedCalls<K, O> calls = new KeyedCalls<>(context, output, function::onTimer);
        timers = calls.timers();
        collector = calls.collector();
        call = calls.context();
        OperatorRuntimeContext.open(function, context);
        calls.timers().start();
    }

    @Override
    @SuppressWarnings("NullAway") // set in open; no checks on the hot path
    public void process(I record, long timestamp) throws Exception {
        collector.setTimestamp(timestamp);
        function.processElement(record, call, collector);
    }

    @Override
    public boolean advanceTimers(long watermark, TurnBudget budget) throws Exception {
        return timers().advance(watermark, budget);
    }

    @Override
    public void watermark(long timestamp) throws Exception {
        if (timers().isCurrent(timestamp)) {
            output().watermark(timestamp);
        }
    }

    @Override
    public void snapshotState(long checkpointId) {
        timers().snapshotState();
    }

    @Override
    public void finish() {
        timers().finish();
    }

    @Override
    public void close() throws Exception {
        OperatorRuntimeContext.close(function);
    }

    private KeyedTimers<NoNamespace> timers() {
        if (timers == null) {
            throw new IllegalStateException("The operator was not opened: operator=" + getClass());
        }
        return timers;
    }
}
