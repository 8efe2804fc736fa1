/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.chain;

import io.sampo.core.element.WatermarkStatus;

/**
 * An operator that is around another one, and gives it all but records: those come to the two in
 * different ways.
 *
 * @param <O> type of what both emit
 */
public abstract class ForwardingInputOperator<O> implements InputOperator<O> {
    private final InputOperator<O> inner;

    /** Creates it around the one that does the work. */
    protected ForwardingInputOperator(InputOperator<O> inner) {
        this.inner = inner;
    }

    @Override
    public final void open(OperatorContext context, Output<O> output) throws Exception {
        inner.open(context, output);
    }

    @Override
    public final boolean advanceTimers(long watermark, TurnBudget budget) throws Exception {
        return inner.advanceTimers(watermark, budget);
    }

    @Override
    public final void watermark(long timestamp) throws Exception {
        inner.watermark(timestamp);
    }

    @Override
    public final void status(WatermarkStatus status) throws Exception {
        inner.status(status);
    }

    @Override
    public final void prepareSnapshot(long checkpointId) throws Exception {
        inner.prepareSnapshot(checkpointId);
    }

    @Override
    public final void snapshotState(long checkpointId) throws Exception {
        inner.snapshotState(checkpointId);
    }

    @Override
    public final void checkpointCompleted(long checkpointId) throws Exception {
        inner.checkpointCompleted(checkpointId);
    }

    @Override
    public final void checkpointAborted(long checkpointId) {
        inner.checkpointAborted(checkpointId);
    }

    @Override
    public final void finish() throws Exception {
        inner.finish();
    }

    @Override
    public final void close() throws Exception {
        inner.close();
    }
}
