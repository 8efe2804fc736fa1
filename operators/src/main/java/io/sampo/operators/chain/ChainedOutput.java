/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.chain;

import io.sampo.core.element.WatermarkStatus;
import io.sampo.operators.function.OutputTag;

/**
 * Calls the next operator of the chain. On the path of every record: final, no allocation, and the
 * exception handling costs nothing where nothing is thrown.
 */
final class ChainedOutput implements Output<Object> {
    private final OneInputOperator<Object, Object> target;
    private final OperatorFailures failures;

    ChainedOutput(OneInputOperator<Object, Object> target, OperatorFailures failures) {
        this.target = target;
        this.failures = failures;
    }

    @Override
    public void collect(Object record, long timestamp) {
        try {
            target.process(record, timestamp);
        } catch (Throwable failure) {
            throw failures.atRecord(failure, timestamp);
        }
    }

    @Override
    public <X> void collect(OutputTag<X> tag, X record, long timestamp) {
        // Nobody reads it, else the operator before would have a RoutedOutput.
    }

    @Override
    public void watermark(long timestamp) {
        advance(timestamp, TurnBudget.UNLIMITED);
    }

    /** As {@link #watermark}, in slices: returns whether the watermark has passed. */
    boolean advance(long timestamp, TurnBudget budget) {
        try {
            if (!target.advanceTimers(timestamp, budget)) {
                return false;
            }
            target.watermark(timestamp);
            return true;
        } catch (Throwable failure) {
            throw failures.in("timers up to watermark " + timestamp, failure);
        }
    }

    @Override
    public void status(WatermarkStatus status) {
        try {
            target.status(status);
        } catch (Throwable failure) {
            throw failures.in("watermark status", failure);
        }
    }
}
