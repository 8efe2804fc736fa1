/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.process;

import io.sampo.operators.chain.BasicOperator;
import io.sampo.operators.chain.OperatorContext;
import io.sampo.operators.chain.Output;
import io.sampo.operators.function.ProcessFunction;
import org.jspecify.annotations.Nullable;

/**
 * Runs a {@link ProcessFunction}.
 *
 * @param <I> type of the input
 * @param <O> type of the results
 */
public final class ProcessOperator<I, O> extends BasicOperator<I, O> {
    private final ProcessFunction<I, O> function;
    private @Nullable TimestampedCollector<O> collector;
    private @Nullable PlainCalls call;

    /** Creates the operator around its own copy of the function. */
    public ProcessOperator(ProcessFunction<I, O> function) {
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
    public void process(I record, long timestamp) throws Exception {
        collector.setTimestamp(timestamp);
        function.processElement(record, call, collector);
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
