/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.operators.testkit.Backends;
import io.sampo.operators.testkit.Emitted;
import io.sampo.operators.testkit.FromInput;
import io.sampo.operators.testkit.HarnessSetup;
import io.sampo.operators.testkit.HarnessSnapshot;
import io.sampo.operators.testkit.HarnessStep;
import io.sampo.operators.testkit.OperatorHarness;
import io.sampo.operators.testkit.TwoInputHarness;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeyedCoProcessOperatorTest {
    private static HarnessSetup<FromInput<Order, Payment>, String> setup(Backends backend) {
        return backend.of(TwoInputHarness.keyed(new MatchPayments(), Order::id, Payment::orderId));
    }

    private static FromInput<Order, Payment> order(String id) {
        return FromInput.first(new Order(id));
    }

    private static FromInput<Order, Payment> payment(String id, int amount) {
        return FromInput.second(new Payment(id, amount));
    }

    @ParameterizedTest
    @EnumSource
    void bothInputsShareTheStateOfTheirKey(Backends backend) {
        try (OperatorHarness<FromInput<Order, Payment>, String> harness = setup(backend).open()) {
            harness.process(order("a"), 1);
            harness.process(payment("b", 5), 2);
            harness.process(payment("a", 3), 3);
            harness.process(order("b"), 4);

            assertThat(harness.output()).containsExactly("a paid 3", "b paid 5");
        }
    }

    @ParameterizedTest
    @EnumSource
    void rule14_timersOfBothInputsFireBeforeTheWatermarkIsPassedOn(Backends backend) {
        try (OperatorHarness<FromInput<Order, Payment>, String> harness = setup(backend).open()) {
            harness.process(order("a"), 1);
            harness.process(payment("b", 5), 2);
            harness.watermark(MatchPayments.PATIENCE + 2);

            assertThat(harness.emitted())
                    .containsExactly(
                            new Emitted.Result("a never paid", MatchPayments.PATIENCE + 1),
                            new Emitted.Result("b never ordered", MatchPayments.PATIENCE + 2),
                            new Emitted.Mark(MatchPayments.PATIENCE + 2));
        }
    }

    @ParameterizedTest
    @EnumSource
    void rule20_theWatermarkGoesOnFromTheCheckpoint(Backends backend) {
        HarnessSnapshot snapshot;
        try (OperatorHarness<FromInput<Order, Payment>, String> harness = setup(backend).open()) {
            harness.watermark(500);
            snapshot = harness.snapshot();
        }
        try (OperatorHarness<FromInput<Order, Payment>, String> harness =
                setup(backend).restore(snapshot)) {
            harness.watermark(400);
            harness.watermark(600);
            assertThat(harness.emitted()).containsExactly(new Emitted.Mark(600));
        }
    }

    @ParameterizedTest
    @EnumSource
    void storingAndRestoringChangesNothing(Backends backend) {
        Random random = new Random(3);
        List<HarnessStep<FromInput<Order, Payment>>> script = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            String id = "k" + random.nextInt(8);
            script.add(
                    HarnessStep.record(
                            random.nextBoolean() ? order(id) : payment(id, random.nextInt(90)), i));
            if (random.nextInt(6) == 0) {
                script.add(HarnessStep.watermark(i - 1));
            }
        }
        script.add(HarnessStep.end());

        assertThat(setup(backend).runExhaustively(script)).hasSizeGreaterThan(20);
    }

    @ParameterizedTest
    @EnumSource
    void rule6_theStateOfBothInputsMovesWithItsKey(Backends backend) {
        HarnessSetup<FromInput<Order, Payment>, String> setup = setup(backend);
        List<HarnessSnapshot> snapshots = new ArrayList<>();
        for (int subtask = 0; subtask < 2; subtask++) {
            try (OperatorHarness<FromInput<Order, Payment>, String> harness =
                    setup.withSubtask(subtask, 2).open()) {
                for (int i = 0; i < 40; i++) {
                    FromInput<Order, Payment> record =
                            i % 2 == 0 ? order("k" + i) : payment("k" + i, i);
                    if (harness.owns(record)) {
                        harness.process(record, i);
                    }
                }
                snapshots.add(harness.snapshot());
            }
        }
        List<String> results = new ArrayList<>();
        for (int subtask = 0; subtask < 3; subtask++) {
            try (OperatorHarness<FromInput<Order, Payment>, String> harness =
                    setup.withSubtask(subtask, 3).restore(HarnessSnapshot.ofAll(snapshots))) {
                for (int i = 0; i < 40; i++) {
                    FromInput<Order, Payment> record =
                            i % 2 == 1 ? order("k" + i) : payment("k" + i, i);
                    if (harness.owns(record)) {
                        harness.process(record, 100 + i);
                    }
                }
                results.addAll(harness.output());
            }
        }

        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            expected.add("k" + i + " paid " + i);
        }
        assertThat(results).containsExactlyInAnyOrderElementsOf(expected);
    }
}
