/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.join;

import io.sampo.core.element.WatermarkStatus;
import io.sampo.operators.chain.OneInputOperator;
import io.sampo.operators.chain.OperatorContext;
import io.sampo.operators.chain.OperatorFactory;
import io.sampo.operators.chain.Output;
import io.sampo.operators.chain.TurnBudget;
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
public final class CoGroupOperator<A, B, R> implements TwoInputOperator<A, B, R> {
    private final OneInputOperator<TaggedUnion<A, B>, R> windows;

    private CoGroupOperator(OneInputOperator<TaggedUnion<A, B>, R> windows) {
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
    public void open(OperatorContext context, Output<R> output) throws Exception {
        windows.open(context, output);
    }

    @Override
    public void processFirst(A record, long timestamp) throws Exception {
        windows.process(TaggedUnion.one(record), timestamp);
    }

    @Override
    public void processSecond(B record, long timestamp) throws Exception {
        windows.process(TaggedUnion.two(record), timestamp);
    }

    @Override
    public boolean advanceTimers(long watermark, TurnBudget budget) throws Exception {
        return windows.advanceTimers(watermark, budget);
    }

    @Override
    public void watermark(long timestamp) throws Exception {
        windows.watermark(timestamp);
    }

    @Override
    public void status(WatermarkStatus status) throws Exception {
        windows.status(status);
    }

    @Override
    public void prepareSnapshot(long checkpointId) throws Exception {
        windows.prepareSnapshot(checkpointId);
    }

    @Override
    public void snapshotState(long checkpointId) throws Exception {
        windows.snapshotState(checkpointId);
    }

    @Override
    public void checkpointCompleted(long checkpointId) throws Exception {
        windows.checkpointCompleted(checkpointId);
    }

    @Override
    public void checkpointAborted(long checkpointId) {
        windows.checkpointAborted(checkpointId);
    }

    @Override
    public void finish() throws Exception {
        windows.finish();
    }

    @Override
    public void close() throws Exception {
        windows.close();
    }
}
