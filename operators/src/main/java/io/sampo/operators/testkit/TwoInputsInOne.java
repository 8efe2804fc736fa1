/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.testkit;

import io.sampo.core.element.WatermarkStatus;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.chain.OneInputOperator;
import io.sampo.operators.chain.Operator;
import io.sampo.operators.chain.OperatorContext;
import io.sampo.operators.chain.Output;
import io.sampo.operators.chain.TurnBudget;
import io.sampo.operators.chain.TwoInputOperator;

/** Shows an operator with two inputs as one with records that tell where they belong. */
final class TwoInputsInOne<A, B, O> implements OneInputOperator<FromInput<A, B>, O> {
    private final TwoInputOperator<A, B, O> operator;

    @SuppressWarnings("unchecked") // the caller's types
    TwoInputsInOne(Operator<O> operator) {
        if (!(operator instanceof TwoInputOperator<?, ?, O> two)) {
            throw new StreamException(
                    ErrorCode.INVALID_PROGRAM,
                    "A TwoInputHarness runs operators with two inputs: operator="
                            + operator.getClass()
                            + ". Use OperatorHarness or KeyedHarness.");
        }
        this.operator = (TwoInputOperator<A, B, O>) two;
    }

    @Override
    public void open(OperatorContext context, Output<O> output) throws Exception {
        operator.open(context, output);
    }

    @Override
    public void process(FromInput<A, B> record, long timestamp) throws Exception {
        if (record instanceof FromInput.First<A, B> first) {
            operator.processFirst(first.value(), timestamp);
        } else {
            operator.processSecond(((FromInput.Second<A, B>) record).value(), timestamp);
        }
    }

    @Override
    public boolean advanceTimers(long watermark, TurnBudget budget) throws Exception {
        return operator.advanceTimers(watermark, budget);
    }

    @Override
    public void watermark(long timestamp) throws Exception {
        operator.watermark(timestamp);
    }

    @Override
    public void status(WatermarkStatus status) throws Exception {
        operator.status(status);
    }

    @Override
    public void prepareSnapshot(long checkpointId) throws Exception {
        operator.prepareSnapshot(checkpointId);
    }

    @Override
    public void snapshotState(long checkpointId) throws Exception {
        operator.snapshotState(checkpointId);
    }

    @Override
    public void checkpointCompleted(long checkpointId) throws Exception {
        operator.checkpointCompleted(checkpointId);
    }

    @Override
    public void checkpointAborted(long checkpointId) {
        operator.checkpointAborted(checkpointId);
    }

    @Override
    public void finish() throws Exception {
        operator.finish();
    }

    @Override
    public void close() throws Exception {
        operator.close();
    }
}
