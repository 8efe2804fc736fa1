/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.testkit;

import io.sampo.core.function.KeySelector;
import io.sampo.operators.chain.OperatorFactory;
import io.sampo.operators.function.KeyedProcessFunction;
import io.sampo.operators.process.KeyedProcessOperator;

/**
 * Where harnesses of operators on keyed streams begin: that of a {@link KeyedProcessFunction} with
 * the function itself, that of windows with the factory of their operator, as the stream API makes
 * it.
 *
 * <pre>{@code
 * HarnessSetup<Order, Shipment> shipments =
 *         KeyedHarness.of(
 *                 WindowOperatorFactory.aggregate(
 *                         WindowSpec.<Order, GlobalWindow>of(GlobalWindows.create())
 *                                 .withTrigger(new WhenFull()),
 *                         new Pack(),
 *                         new ToShipment()),
 *                 Order::customer);
 * try (OperatorHarness<Order, Shipment> harness = shipments.open()) {
 *     harness.process(new Order("ann", 100_00), 1_000);
 *     assertThat(harness.output()).hasSize(1);
 * }
 * }</pre>
 *
 * <p>{@link HarnessSetup#runExhaustively} shows that storing and restoring at any moment changes
 * nothing.
 */
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
