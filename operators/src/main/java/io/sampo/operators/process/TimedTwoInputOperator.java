/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.process;

import io.sampo.operators.chain.BasicTwoInputOperator;
import io.sampo.operators.chain.TurnBudget;

/**
 * What operators with two inputs and timers of keys have in common: the life of the timers.
 *
 * @param <A> type of the first input
 * @param <B> type of the second input
 * @param <O> type of the results
 */
public abstract class TimedTwoInputOperator<A, B, O> extends BasicTwoInputOperator<A, B, O> {
    /** Returns the timers; only after {@link #open}. */
    protected abstract KeyedTimers<?> timers();

    @Override
    public final boolean advanceTimers(long watermark, TurnBudget budget) throws Exception {
        return timers().advance(watermark, budget);
    }

    @Override
    public void watermark(long timestamp) throws Exception {
        if (timers().isCurrent(timestamp)) {
            output().watermark(timestamp);
        }
    }

    @Override
    public final void snapshotState(long checkpointId) {
        timers().snapshotState();
    }

    @Override
    public final void finish() {
        timers().finish();
    }
}
