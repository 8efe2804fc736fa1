/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.process;

import io.sampo.operators.chain.BasicOperator;
import io.sampo.operators.chain.OperatorContext;
import io.sampo.operators.chain.Output;
import io.sampo.operators.function.FilterFunction;

/**
 * Runs a {@link FilterFunction}.
 *
 * @param <T> type of the records
 */
public final class FilterOperator<T> extends BasicOperator<T, T> {
    private final FilterFunction<? super T> function;

    /** Creates the operator around its own copy of the function. */
    public FilterOperator(FilterFunction<? super T> function) {
        this.function = function;
    }

    @Override
    public void open(OperatorContext context, Output<T> output) throws Exception {
        super.open(context, output);
        OperatorRuntimeContext.open(function, context);
    }

    @Override
    @SuppressWarnings("NullAway") // set in open; no checks on the hot path
    public void process(T record, long timestamp) throws Exception {
        if (function.filter(record)) {
            output.collect(record, timestamp);
        }
    }

    @Override
    public void close() throws Exception {
        OperatorRuntimeContext.close(function);
    }
}
