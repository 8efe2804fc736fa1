/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.connect;

import io.sampo.operators.chain.BasicTwoInputOperator;
import io.sampo.operators.chain.OperatorContext;
import io.sampo.operators.chain.Output;
import io.sampo.operators.function.CoMapFunction;
import io.sampo.operators.process.OperatorRuntimeContext;
import java.util.Objects;

/**
 * Runs a {@link CoMapFunction}.
 *
 * @param <A> type of the first input
 * @param <B> type of the second input
 * @param <O> type of the results
 */
public final class CoMapOperator<A, B, O> extends BasicTwoInputOperator<A, B, O> {
    private static final String NULL_RESULT =
            "The function returned null. To drop a record, use flatMap.";

    private final CoMapFunction<? super A, ? super B, ? extends O> function;

    /** Creates the operator around its own copy of the function. */
    public CoMapOperator(CoMapFunction<? super A, ? super B, ? extends O> function) {
        this.function = function;
    }

    @Override
    public void open(OperatorContext context, Output<O> output) throws Exception {
        super.open(context, output);
        OperatorRuntimeContext.open(function, context);
    }

    @Override
    @SuppressWarnings("NullAway") // set in open; no checks on the hot path
    public void processFirst(A record, long timestamp) throws Exception {
        output.collect(Objects.requireNonNull(function.map1(record), NULL_RESULT), timestamp);
    }

    @Override
    @SuppressWarnings("NullAway") // as processFirst
    public void processSecond(B record, long timestamp) throws Exception {
        output.collect(Objects.requireNonNull(function.map2(record), NULL_RESULT), timestamp);
    }

    @Override
    public void close() throws Exception {
        OperatorRuntimeContext.close(function);
    }
}
