/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.join;

import io.sampo.operators.function.CoGroupFunction;
import io.sampo.operators.function.Collector;
import io.sampo.operators.function.FlatJoinFunction;
import io.sampo.operators.function.RichFunction;
import io.sampo.operators.function.RuntimeContext;
import io.sampo.operators.process.OperatorRuntimeContext;

/**
 * Gives a join each pair of records that share a key and a window.
 *
 * @param <A> type of the first stream
 * @param <B> type of the second stream
 * @param <R> type of the results
 */
public final class AllPairs<A, B, R> implements CoGroupFunction<A, B, R>, RichFunction {
    private static final long serialVersionUID = 1L;

    private final FlatJoinFunction<? super A, ? super B, R> join;

    /** Creates the function. */
    public AllPairs(FlatJoinFunction<? super A, ? super B, R> join) {
        this.join = join;
    }

    @Override
    public void open(RuntimeContext context) throws Exception {
        OperatorRuntimeContext.open(join, context);
    }

    @Override
    public void coGroup(Iterable<A> first, Iterable<B> second, Collector<R> out) throws Exception {
        for (A one : first) {
            for (B two : second) {
                join.join(one, two, out);
            }
        }
    }

    @Override
    public void close() throws Exception {
        OperatorRuntimeContext.close(join);
    }
}
