/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.StreamException;
import io.sampo.operators.function.Collector;
import io.sampo.operators.function.KeyedBroadcastProcessFunction;
import io.sampo.operators.function.RuntimeContext;
import io.sampo.operators.testkit.Backends;
import io.sampo.operators.testkit.Emitted;
import io.sampo.operators.testkit.FromInput;
import io.sampo.operators.testkit.HarnessSetup;
import io.sampo.operators.testkit.HarnessSnapshot;
import io.sampo.operators.testkit.HarnessStep;
import io.sampo.operators.testkit.OperatorHarness;
import io.sampo.operators.testkit.TwoInputHarness;
import io.sampo.state.StateDescriptor;
import io.sampo.state.ValueState;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeyedBroadcastOperatorTest {
    private static final StateDescriptor.Mapping<String, Integer> LIMITS =
            StateDescriptor.map("watermark", String.class, Integer.class);

    private static final StateDescriptor.Value<Integer> SPENT =
            StateDescriptor.value("spent", Integer.class);

    private static HarnessSetup<FromInput<Payment, Integer>, String> setup(Backends backend) {
        return backend.of(
                TwoInputHarness.<String, Payment, Integer, String>keyedFirst(
                        () -> new KeyedBroadcastOperator<>(new Limit(), Set.of("watermark")),
                        Payment::orderId));
    }

    private static FromInput<Payment, Integer> payment(String id, int amount) {
        return FromInput.first(new Payment(id, amount));
    }

    private static FromInput<Payment, Integer> limit(int limit) {
        return FromInput.second(limit);
    }

    @ParameterizedTest
    @EnumSource
    void rule45_keysHaveTheirOwnStateAndShareWhatIsBroadcast(Backends backend) {
        try (OperatorHarness<FromInput<Payment, Integer>, String> harness = setup(backend).open()) {
            harness.process(limit(10), 0);
            harness.process(payment("a", 8), 1);
            harness.process(payment("b", 8), 2);
            harness.process(payment("a", 8), 3);
            harness.process(limit(100), 4);
            harness.process(payment("b", 8), 5);
            harness.watermark(1_000);

            assertThat(harness.emitted())
                    .containsOnlyOnce(new Emitted.Result("a spent 16 of 10", 3))
                    .containsOnlyOnce(new Emitted.Result("a ends 16 of 100", 1_000))
                    .containsOnlyOnce(new Emitted.Result("b ends 16 of 100", 1_000))
                    .endsWith(new Emitted.Mark(1_000))
                    .hasSize(4);
        }
    }

    @ParameterizedTest
    @EnumSource
    void rule45_theBroadcastSideHasNoKey(Backends backend) {
        try (OperatorHarness<FromInput<Payment, Integer>, String> harness = setup(backend).open()) {
            harness.process(payment("a", 8), 1);

            assertThatThrownBy(() -> harness.process(limit(-1), 2))
                    .isInstanceOf(StreamException.class)
                    .hasMessageContaining("no key was set");
        }
    }

    @ParameterizedTest
    @EnumSource
    void rule45_theBroadcastSideVisitsTheStateOfAllKeysOfItsSubtask(Backends backend) {
        List<String> forgiven = new ArrayList<>();
        for (int subtask = 0; subtask < 2; subtask++) {
            HarnessSetup<FromInput<Payment, Integer>, String> setup =
                    setup(backend).withSubtask(subtask, 2);
            try (OperatorHarness<FromInput<Payment, Integer>, String> harness = setup.open()) {
                for (int i = 0; i < 200; i++) {
                    if (harness.owns(payment("k" + i, i))) {
                        harness.process(payment("k" + i, i), 1);
                    }
                }
                try (OperatorHarness<FromInput<Payment, Integer>, String> restored =
                        setup.restore(harness.snapshot())) {
                    restored.process(limit(0), 2);
                    forgiven.addAll(restored.output());
                    restored.clearEmitted();
                    restored.process(limit(0), 3);
                    assertThat(restored.output()).as("all is forgiven").isEmpty();
                }
            }
        }
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            expected.add("k" + i + " is forgiven " + i);
        }
        assertThat(forgiven).containsExactlyInAnyOrderElementsOf(expected);
    }

    @ParameterizedTest
    @EnumSource
    void rule45_afterVisitingThereIsNoKeyAgain(Backends backend) {
        try (OperatorHarness<FromInput<Payment, Integer>, String> harness = setup(backend).open()) {
            harness.process(payment("a", 8), 1);

            assertThatThrownBy(() -> harness.process(limit(-2), 2))
                    .isInstanceOf(StreamException.class)
                    .hasMessageContaining("no key was set");
        }
    }

    @ParameterizedTest
    @EnumSource
    void rule20_theWatermarkGoesOnFromTheCheckpoint(Backends backend) {
        HarnessSnapshot snapshot;
        try (OperatorHarness<FromInput<Payment, Integer>, String> harness = setup(backend).open()) {
            harness.watermark(500);
            snapshot = harness.snapshot();
        }
        try (OperatorHarness<FromInput<Payment, Integer>, String> harness =
                setup(backend).restore(snapshot)) {
            harness.watermark(400);
            harness.watermark(600);
            assertThat(harness.emitted()).containsExactly(new Emitted.Mark(600));
        }
    }

    @ParameterizedTest
    @EnumSource
    void storingAndRestoringChangesNothing(Backends backend) {
        Random random = new Random(11);
        List<HarnessStep<FromInput<Payment, Integer>>> script = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            script.add(
                    HarnessStep.record(
                            random.nextInt(5) == 0
                                    ? limit(random.nextInt(300))
                                    : payment("k" + random.nextInt(5), random.nextInt(50)),
                            i));
        }
        script.add(HarnessStep.end());

        assertThat(setup(backend).runExhaustively(script)).hasSizeGreaterThan(5);
    }

    @ParameterizedTest
    @EnumSource
    void rule7_whatIsBroadcastIsEverywhereWhateverTheParallelism(Backends backend) {
        List<HarnessSnapshot> snapshots = new ArrayList<>();
        for (int subtask = 0; subtask < 2; subtask++) {
            try (OperatorHarness<FromInput<Payment, Integer>, String> harness =
                    setup(backend).withSubtask(subtask, 2).open()) {
                harness.process(limit(10), 0);
                snapshots.add(harness.snapshot());
            }
        }
        int results = 0;
        for (int subtask = 0; subtask < 3; subtask++) {
            try (OperatorHarness<FromInput<Payment, Integer>, String> harness =
                    setup(backend)
                            .withSubtask(subtask, 3)
                            .restore(HarnessSnapshot.ofAll(snapshots))) {
                for (int i = 0; i < 30; i++) {
                    if (harness.owns(payment("k" + i, 11))) {
                        harness.process(payment("k" + i, 11), 1);
                    }
                }
                results += harness.output().size();
            }
        }
        assertThat(results).isEqualTo(30);
    }

    /** Tells what exceeds the limit that was broadcast last, and sums up at the end. */
    private static final class Limit
            extends KeyedBroadcastProcessFunction<String, Payment, Integer, String> {
        private static final long serialVersionUID = 1L;
        private transient @Nullable ValueState<Integer> spent;

        @Override
        public void open(RuntimeContext context) {
            spent = context.getState(SPENT);
        }

        @Override
        @SuppressWarnings("NullAway") // set in open
        public void processElement(
                Payment payment, ReadOnlyContext<String> context, Collector<String> out) {
            int sum = payment.amount() + (spent.value() == null ? 0 : spent.value());
            spent.update(sum);
            context.timerService().registerEventTimeTimer(1_000);
            Integer limit = context.getBroadcastState(LIMITS).get("limit");
            if (limit != null && sum > limit) {
                out.collect(context.getCurrentKey() + " spent " + sum + " of " + limit);
            }
        }

        @Override
        @SuppressWarnings("NullAway") // set in open
        public void processBroadcastElement(
                Integer limit, Context<String> context, Collector<String> out) throws Exception {
            if (limit == -1) {
                spent.clear();
            }
            if (limit == 0) {
                context.applyToKeyedState(
                        SPENT,
                        (key, state) -> {
                            out.collect(key + " is forgiven " + state.value());
                            state.clear();
                        });
            }
            if (limit == -2) {
                context.applyToKeyedState(SPENT, (key, state) -> {});
                spent.clear();
            }
            context.getBroadcastState(LIMITS).put("limit", limit);
        }

        @Override
        @SuppressWarnings("NullAway") // set in open
        public void onTimer(long timestamp, OnTimerContext<String> context, Collector<String> out) {
            out.collect(
                    context.getCurrentKey()
                            + " ends "
                            + spent.value()
                            + " of "
                            + context.getBroadcastState(LIMITS).get("limit"));
        }
    }
}
