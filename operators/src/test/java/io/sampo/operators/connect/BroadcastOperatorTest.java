/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.function.BroadcastProcessFunction;
import io.sampo.operators.function.Collector;
import io.sampo.operators.testkit.FromInput;
import io.sampo.operators.testkit.HarnessSetup;
import io.sampo.operators.testkit.HarnessSnapshot;
import io.sampo.operators.testkit.HarnessStep;
import io.sampo.operators.testkit.OperatorHarness;
import io.sampo.operators.testkit.TwoInputHarness;
import io.sampo.state.StateDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BroadcastOperatorTest {
    private static final StateDescriptor.Mapping<String, Integer> PRICES =
            StateDescriptor.map("prices", String.class, Integer.class);

    private static HarnessSetup<FromInput<String, Price>, String> setup(String... states) {
        Set<String> names = Set.of(states);
        return TwoInputHarness.<String, Price, String>of(
                () -> new BroadcastOperator<>(new Label(), names));
    }

    private static FromInput<String, Price> item(String name) {
        return FromInput.first(name);
    }

    private static FromInput<String, Price> price(String name, int amount) {
        return FromInput.second(new Price(name, amount));
    }

    @Test
    void rule45_oneSideChangesWhatTheOtherReads() {
        try (OperatorHarness<FromInput<String, Price>, String> harness = setup("prices").open()) {
            harness.process(item("tea"), 1);
            harness.process(price("tea", 4), 2);
            harness.process(item("tea"), 3);

            assertThat(harness.broadcastState(PRICES).get("tea")).isEqualTo(4);
            assertThat(harness.broadcastState(PRICES).contains("milk")).isFalse();
            assertThat(harness.output()).containsExactly("tea null at 1", "tea 4 at 3");
        }
    }

    @Test
    void storingAndRestoringChangesNothing() {
        Random random = new Random(5);
        List<HarnessStep<FromInput<String, Price>>> script = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            String name = "n" + random.nextInt(6);
            script.add(HarnessStep.record(random.nextInt(3) == 0 ? price(name, i) : item(name), i));
        }

        assertThat(setup("prices").runExhaustively(script)).hasSizeGreaterThan(20);
    }

    @Test
    void rule7_everyNewSubtaskGetsACopy() {
        HarnessSnapshot snapshot;
        try (OperatorHarness<FromInput<String, Price>, String> harness =
                setup("prices").withSubtask(0, 1).open()) {
            harness.process(price("tea", 4), 2);
            snapshot = harness.snapshot();
        }
        for (int subtask = 0; subtask < 3; subtask++) {
            try (OperatorHarness<FromInput<String, Price>, String> harness =
                    setup("prices").withSubtask(subtask, 3).restore(snapshot)) {
                harness.process(item("tea"), 5);
                assertThat(harness.output()).containsExactly("tea 4 at 5");
            }
        }
    }

    @Test
    void refusesStateThatWasNotDeclared() {
        try (OperatorHarness<FromInput<String, Price>, String> harness = setup("other").open()) {
            assertThatThrownBy(() -> harness.process(item("tea"), 1))
                    .isInstanceOfSatisfying(
                            StreamException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PROGRAM))
                    .hasMessageContaining("state=prices declared=[other]");
        }
    }

    /** What something costs from now on. */
    private record Price(String name, int amount) {}

    private static final class Label extends BroadcastProcessFunction<String, Price, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(String item, ReadOnlyContext context, Collector<String> out) {
            Integer price = context.getBroadcastState(PRICES).get(item);
            out.collect(item + " " + price + " at " + context.timestamp());
        }

        @Override
        public void processBroadcastElement(Price price, Context context, Collector<String> out) {
            context.getBroadcastState(PRICES).putAll(Map.of(price.name(), price.amount()));
        }
    }
}
