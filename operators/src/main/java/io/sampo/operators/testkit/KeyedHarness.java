/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.testkit;

import io.sampo.core.function.KeySelector;
import io.sampo.operators.chain.OperatorFactory;
import io.sampo.operators.function.KeyedProcessFunction;
import io.sampo.operators.process.KeyedProcessOperator;

/** Where harnesses of operators on keyed streams begin. */
public final class KeyedHarness {
    private KeyedHarness() {}

    /** Returns the setup of an operator on a keyed stream. */
    public static <K, I, O> HarnessSetup<I, O> of(
            OperatorFactory<O> factory, KeySelector<I, K> keySelector) {
        return HarnessSetup.of(factory, keySelector);
    }

    /** Returns the setup of the operator that runs {@code function}. */
    public static <K, I, O> HarnessSetup<I, O> of(
            KeyedProcessFunction<K, I, O> function, KeySelector<I, K> keySelector) {
        return HarnessSetup.of(() -> new KeyedProcessOperator<>(function), keySelector);
    }
}
