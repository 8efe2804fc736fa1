/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.join;

import io.sampo.operators.function.Collector;
import io.sampo.operators.function.FlatJoinFunction;
import io.sampo.operators.function.JoinFunction;
import io.sampo.operators.function.RichFunction;
import io.sampo.operators.function.RuntimeContext;
import io.sampo.operators.process.OperatorRuntimeContext;
import java.util.Objects;

/**
 * Lets a {@link JoinFunction} stand for one with any number of results.
 *
 * @param <A> type of the first stream
 * @param <B> type of the second stream
 * @param <R> type of the results
 */
public final class SingleResults<A, B, R> implements FlatJoinFunction<A, B, R>, RichFunction {
    private static final long serialVersionUID = 1L;
    private static final String NULL_RESULT =
            "The function returned null. To drop a pair, use a FlatJoinFunction.";

    private final JoinFunction<? super A, ? super B, ? extends R> join;

    /** Creates the function. */
    public SingleResults(JoinFunction<? super A, ? super B, ? extends R> join) {
        this.join = join;
    }

    @Override
    public void open(RuntimeContext context) throws Exception {
        OperatorRuntimeContext.open(join, context);
    }

    @Override
    public void join(A first, B second, Collector<R> out) throws Exception {
        out.collect(Objects.requireNonNull(join.join(first, second), NULL_RESULT));
    }

    @Override
    public void close() throws Exception {
        OperatorRuntimeContext.close(join);
    }
}
