/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.connect;

import io.sampo.operators.process.KeyedCalls;
import io.sampo.operators.process.KeyedTimers;
import io.sampo.operators.process.TimedTwoInputOperator;
import org.jspecify.annotations.Nullable;

/**
 * What operators have in common that call a function for the records of two inputs and for timers.
 *
 * @param <K> type of the keys
 * @param <A> type of the first input
 * @param <B> type of the second input
 * @param <O> type of the results
 */
abstract class KeyedTwoInputOperator<K, A, B, O> extends TimedTwoInputOperator<A, B, O> {
    /** Set by subclasses when they open; read without a check on the hot path. */
    @Nullable KeyedCalls<K, O> calls;

    @Override
    protected final KeyedTimers<?> timers() {
        return calls().timers();
    }

    final KeyedCalls<K, O> calls() {
        if (calls == null) {
            throw new IllegalStateException("The operator was not opened: operator=" + getClass());
        }
        return calls;
    }
}
