/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.process;

import io.sampo.operators.chain.BasicOperator;
import io.sampo.operators.chain.OperatorContext;
import io.sampo.operators.chain.Output;
import io.sampo.operators.function.MapFunction;
import java.util.Objects;

/**
 * Runs a {@link MapFunction}.
 *
 * @param <I> type of the input
 * @param <O> type of the results
 */
public final class MapOperator<I, O> extends BasicOperator<I, O> {
    private static final String NULL_RESULT =
            "The function returned null. To drop a record, use filter or flatMap.";

    private final MapFunction<? super I, ? extends O> function;

    /** Creates the operator around its own copy of the function. */
    public MapOperator(MapFunction<? super I, ? extends O> function) {
        this.function = function;
    }

    @Override
    public void open(OperatorContext context, Output<O> output) throws Exception {
        super.open(context, output);
        OperatorRuntimeContext.open(function, context);
    }

    @Override
    @SuppressWarnings("NullAway") // set in open; no checks on the hot path
    public void process(I record, long timestamp) throws Exception {
        output.collect(Objects.requireNonNull(function.map(record), NULL_RESULT), timestamp);
    }

    @Override
    public void close() throws Exception {
        OperatorRuntimeContext.close(function);
    }
}
