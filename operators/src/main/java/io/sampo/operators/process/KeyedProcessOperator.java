/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.process;

import io.sampo.operators.chain.BasicOperator;
import io.sampo.operators.chain.LastOutput;
import io.sampo.operators.chain.OperatorContext;
import io.sampo.operators.chain.Output;
import io.sampo.operators.chain.TurnBudget;
import io.sampo.operators.function.KeyedProcessFunction;
import io.sampo.state.backend.NoNamespace;
import org.jspecify.annotations.Nullable;

/**
 * Runs a {@link KeyedProcessFunction}; one that emits a running result only emits the last of each
 * key in bounded mode.
 *
 * @param <K> type of the keys
 * @param <I> type of the input
 * @param <O> type of the results
 */
public final class KeyedProcessOperator<K, I, O> extends BasicOperator<I, O> {
    private final KeyedProcessFunction<K, I, O> function;
    private final boolean running;
    private @Nullable LastOutput<O> last;
    private @Nullable KeyedTimers<NoNamespace> timers;
    private @Nullable TimestampedCollector<O> collector;
    private KeyedProcessFunction.@Nullable OnTimerContext<K> call;

    /** Creates the operator around its own copy of the function. */
    public KeyedProcessOperator(KeyedProcessFunction<K, I, O> function) {
        this(function, false);
    }

    private KeyedProcessOperator(KeyedProcessFunction<K, I, O> function, boolean running) {
        this.function = function;
        this.running = running;
    }

    /** Returns the operator of a function that corrects what it has emitted before for its key. */
    public static <K, I, O> KeyedProcessOperator<K, I, O> running(
            KeyedProcessFunction<K, I, O> function) {
        return new KeyedProcessOperator<>(function, true);
    }

    @Override
    public void open(OperatorContext context, Output<O> output) throws Exception {
        last = running ? LastOutput.inBatch(context, output) : null;
        Output<O> results = last == null ? output : last;
        super.open(context, results);
        KeyedCalls<K, O> calls = new KeyedCalls<>(context, results, function::onTimer);
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
        boolean done = timers().advance(watermark, budget);
        if (done && last != null) {
            last.release();
        }
        return done;
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
