/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.connect;

import io.sampo.operators.chain.BasicTwoInputOperator;
import io.sampo.operators.chain.TurnBudget;
import io.sampo.operators.process.KeyedCalls;
import org.jspecify.annotations.Nullable;

/**
 * What operators with two inputs and timers of keys have in common: the life of the timers.
 *
 * @param <K> type of the keys
 * @param <A> type of the first input
 * @param <B> type of the second input
 * @param <O> type of the results
 */
abstract class KeyedTwoInputOperator<K, A, B, O> extends BasicTwoInputOperator<A, B, O> {
    /** Set by subclasses when they open; read without a check on the hot path. */
    @Nullable KeyedCalls<K, O> calls;

    @Override
    public boolean advanceTimers(long watermark, TurnBudget budget) throws Exception {
        return calls().timers().advance(watermark, budget);
    }

    @Override
    public void watermark(long timestamp) throws Exception {
        if (calls().timers().isCurrent(timestamp)) {
            output().watermark(timestamp);
        }
    }

    @Override
    public void snapshotState(long checkpointId) {
        calls().timers().snapshotState();
    }

    @Override
    public void finish() {
        calls().timers().finish();
    }

    final KeyedCalls<K, O> calls() {
        if (calls == null) {
            throw new IllegalStateException("The operator was not opened: operator=" + getClass());
        }
        return calls;
    }
}
