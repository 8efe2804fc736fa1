/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.testkit;

import io.sampo.core.function.KeySelector;
import io.sampo.operators.chain.OperatorFactory;
import io.sampo.operators.connect.KeyedCoProcessOperator;
import io.sampo.operators.function.KeyedCoProcessFunction;

/**
 * Where harnesses of operators with two inputs begin. They are those of one input whose records
 * tell which of the two they belong to; watermarks are those of both together.
 *
 * <pre>{@code
 * try (OperatorHarness<FromInput<Order, Payment>, Receipt> harness =
 *         TwoInputHarness.keyed(new MatchPayments(), Order::id, Payment::order).open()) {
 *     harness.process(FromInput.first(new Order(7)), 1_000);
 *     harness.process(FromInput.second(new Payment(7)), 2_000);
 * }
 * }</pre>
 */
public final class TwoInputHarness {
    private TwoInputHarness() {}

    /**
     * Returns the setup of an operator without keys, such as a {@code BroadcastOperator} around a
     * {@link io.sampo.operators.function.BroadcastProcessFunction}.
     */
    public static <A, B, O> HarnessSetup<FromInput<A, B>, O> of(OperatorFactory<O> factory) {
        return HarnessSetup.of(() -> new TwoInputsInOne<A, B, O>(factory.create()), null);
    }

    /** Returns the setup of an operator whose inputs are both dealt out by key. */
    public static <K, A, B, O> HarnessSetup<FromInput<A, B>, O> keyed(
            OperatorFactory<O> factory, KeySelector<A, K> firstKey, KeySelector<B, K> secondKey) {
        KeySelector<FromInput<A, B>, K> key =
                record ->
                        record instanceof FromInput.First<A, B> first
                                ? firstKey.getKey(first.value())
                                : secondKey.getKey(((FromInput.Second<A, B>) record).value());
        return HarnessSetup.of(() -> new TwoInputsInOne<A, B, O>(factory.create()), key);
    }

    /**
     * Returns the setup of an operator whose first input is dealt out by key, and the second not.
     * For a {@link io.sampo.operators.function.KeyedBroadcastProcessFunction}, with the names of
     * its broadcast states:
     *
     * <pre>{@code
     * TwoInputHarness.<String, Payment, Rule, Alert>keyedFirst(
     *         () -> new KeyedBroadcastOperator<>(new CheckRules(), Set.of("rules")), Payment::card)
     * }</pre>
     */
    public static <K, A, B, O> HarnessSetup<FromInput<A, B>, O> keyedFirst(
            OperatorFactory<O> factory, KeySelector<A, K> firstKey) {
        KeySelector<FromInput<A, B>, Object> key =
                record ->
                        record instanceof FromInput.First<A, B> first
                                ? firstKey.getKey(first.value())
                                : HarnessKeys.NO_KEY;
        return HarnessSetup.of(() -> new TwoInputsInOne<A, B, O>(factory.create()), key);
    }

    /** Returns the setup of the operator that runs {@code function}. */
    public static <K, A, B, O> HarnessSetup<FromInput<A, B>, O> keyed(
            KeyedCoProcessFunction<K, A, B, O> function,
            KeySelector<A, K> firstKey,
            KeySelector<B, K> secondKey) {
        OperatorFactory<O> factory = () -> new KeyedCoProcessOperator<>(function);
        return keyed(factory, firstKey, secondKey);
    }
}
