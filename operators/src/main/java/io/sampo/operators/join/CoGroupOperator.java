/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.join;

import io.sampo.operators.chain.ForwardingInputOperator;
import io.sampo.operators.chain.OneInputOperator;
import io.sampo.operators.chain.OperatorFactory;
import io.sampo.operators.chain.TwoInputOperator;
import io.sampo.operators.function.CoGroupFunction;
import io.sampo.operators.window.Window;
import io.sampo.operators.window.WindowOperatorFactory;
import io.sampo.operators.window.WindowSpec;

/**
 * Groups the records of two streams by key and window (SEMANTICS rule 68): the operator of windows,
 * fed from both, with each record told from which.
 *
 * @param <A> type of the first stream
 * @param <B> type of the second stream
 * @param <R> type of the results
 */
public final class CoGroupOperator<A, B, R> extends ForwardingInputOperator<R>
        implements TwoInputOperator<A, B, R> {
    private final OneInputOperator<TaggedUnion<A, B>, R> windows;

    private CoGroupOperator(OneInputOperator<TaggedUnion<A, B>, R> windows) {
        super(windows);
        this.windows = windows;
    }

    /** Returns what makes the operator. */
    public static <A, B, W extends Window, R> OperatorFactory<R> factory(
            WindowSpec<TaggedUnion<A, B>, W> spec, CoGroupFunction<A, B, R> function) {
        WindowOperatorFactory<TaggedUnion<A, B>, W, R> windows =
                WindowOperatorFactory.process(
                        spec, new CoGroupResults<Object, A, B, W, R>(function));
        return () -> new CoGroupOperator<A, B, R>(windows.create());
    }

    @Override
    public void processFirst(A record, long timestamp) throws Exception {
        windows.process(TaggedUnion.one(record), timestamp);
    }

    @Override
    public void processSecond(B record, long timestamp) throws Exception {
        windows.process(TaggedUnion.two(record), timestamp);
    }
}
