/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.StreamException;
import io.sampo.core.metric.Histogram;
import io.sampo.operators.chain.BasicOperator;
import io.sampo.operators.chain.TurnBudget;
import io.sampo.operators.function.Collector;
import io.sampo.operators.function.KeyedProcessFunction;
import io.sampo.operators.function.RuntimeContext;
import io.sampo.state.StateDescriptor;
import io.sampo.state.ValueState;
import io.sampo.state.rocksdb.RocksSettings;
import io.sampo.state.rocksdb.RocksStateBackend;
import java.util.List;
import org.junit.jupiter.api.Test;

class HarnessSetupTest {
    @Test
    void anExhaustiveRunFindsWhatIsNotInState() {
        HarnessSetup<String, Integer> setup =
                KeyedHarness.of(new Forgetful(), (String word) -> word);
        List<HarnessStep<String>> script =
                List.of(HarnessStep.record("a", 1), HarnessStep.record("a", 2));

        assertThatThrownBy(() -> setup.runExhaustively(script))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("step=1")
                .hasMessageContaining("value=2")
                .hasMessageContaining("value=1");
    }

    @Test
    void anExhaustiveRunFindsWhatCannotStop() {
        HarnessSetup<String, String> setup = OperatorHarness.of(Hasty::new);

        assertThatThrownBy(() -> setup.runExhaustively(List.of(HarnessStep.watermark(5))))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("step=0");
    }

    @Test
    void anExhaustiveRunReturnsWhatWasEmitted() {
        HarnessSetup<String, String> setup = OperatorHarness.of(Doubling::new);

        assertThat(
                        setup.runExhaustively(
                                List.of(
                                        HarnessStep.record("a", 1),
                                        HarnessStep.watermark(2),
                                        HarnessStep.end())))
                .containsExactly(
                        new Emitted.Result("aa", 1),
                        new Emitted.Mark(2),
                        new Emitted.Mark(Long.MAX_VALUE));
    }

    @Test
    void severalHarnessesMayKeepTheirStateInRocksDb() {
        HarnessSetup<String, Long> setup =
                KeyedHarness.of(new Counting(), (String word) -> word)
                        .withBackend(
                                () -> new RocksStateBackend(RocksSettings.defaults(), 64 << 20));
        List<HarnessStep<String>> script =
                List.of(
                        HarnessStep.record("a", 1),
                        HarnessStep.record("b", 1),
                        HarnessStep.record("a", 2),
                        HarnessStep.record("a", 3));
        try (OperatorHarness<String, Long> other = setup.open()) {
            other.process("a");
            assertThat(setup.runExhaustively(script))
                    .containsExactly(
                            new Emitted.Result(1L, 1),
                            new Emitted.Result(1L, 1),
                            new Emitted.Result(2L, 2),
                            new Emitted.Result(3L, 3));
            other.process("a");
            assertThat(other.output()).containsExactly(1L, 2L);
        }
    }

    @Test
    void stateAndMetricsOfTheOperatorAreSeen() throws Exception {
        for (HarnessSetup<String, Long> setup :
                Backends.both(KeyedHarness.of(new Counting(), (String word) -> word))) {
            try (OperatorHarness<String, Long> harness = setup.open()) {
                harness.process("a");
                harness.process("a");
                harness.process("b");
                assertThat(harness.state("a", Counting.COUNT).value()).isEqualTo(2);
                assertThat(harness.state("b", Counting.COUNT).value()).isEqualTo(1);
                assertThat(harness.state("c", Counting.COUNT).value()).isNull();
                assertThat(harness.metrics().histogram("lengths").count()).isEqualTo(3);

                harness.state("c", Counting.COUNT).update(7L);
                harness.process("c");
                assertThat(harness.output()).endsWith(8L);
            }
        }
        HarnessSetup<String, String> keyless = OperatorHarness.of(Doubling::new);
        try (OperatorHarness<String, String> harness = keyless.open()) {
            assertThatThrownBy(() -> harness.state("a", Counting.COUNT))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("KeyedHarness");
        }
    }

    @Test
    void everyHarnessHasItsOwnCopyOfTheFunction() {
        HarnessSetup<String, Integer> setup =
                KeyedHarness.of(new Forgetful(), (String word) -> word);
        try (OperatorHarness<String, Integer> first = setup.open();
                OperatorHarness<String, Integer> second = setup.open()) {
            first.process("a");
            first.process("a");
            second.process("a");
            assertThat(first.output()).containsExactly(1, 2);
            assertThat(second.output()).containsExactly(1);
        }
    }

    @Test
    void functionsMustBeSerializableAsInAJob() {
        Object lock = new Object();

        assertThatThrownBy(
                        () ->
                                KeyedHarness.of(
                                        new Forgetful(), (String word) -> word + lock.hashCode()))
                .isInstanceOf(StreamException.class);
    }

    @Test
    void refusesKeysOfOtherSubtasks() {
        HarnessSetup<String, Integer> setup =
                KeyedHarness.of(new Forgetful(), (String word) -> word).withSubtask(0, 2);
        try (OperatorHarness<String, Integer> harness = setup.open()) {
            int owned = 0;
            for (int i = 0; i < 100; i++) {
                String word = "word" + i;
                if (harness.owns(word)) {
                    owned++;
                    harness.process(word);
                } else {
                    assertThatThrownBy(() -> harness.process(word))
                            .isInstanceOf(IllegalArgumentException.class)
                            .hasMessageContaining("key=" + word);
                }
            }
            assertThat(owned).isBetween(20, 80);
        }
    }

    /** Counts in a field what belongs in state. */
    private static final class Forgetful extends KeyedProcessFunction<String, String, Integer> {
        private static final long serialVersionUID = 1L;
        private int count;

        @Override
        public void processElement(String word, Context<String> context, Collector<Integer> out) {
            count++;
            out.collect(count);
        }
    }

    private static final class Counting extends KeyedProcessFunction<String, String, Long> {
        private static final long serialVersionUID = 1L;

        static final StateDescriptor<ValueState<Long>> COUNT =
                StateDescriptor.value("count", Long.class);

        @SuppressWarnings("NullAway.Init") // set in open
        private transient ValueState<Long> count;

        @SuppressWarnings("NullAway.Init") // set in open
        private transient Histogram lengths;

        @Override
        public void open(RuntimeContext context) {
            count = context.getState(COUNT);
            lengths = context.metrics().histogram("lengths");
        }

        @Override
        public void processElement(String word, Context<String> context, Collector<Long> out) {
            Long before = count.value();
            lengths.update(word.length());
            count.update(before == null ? 1 : before + 1);
            out.collect(count.value());
        }
    }

    private static final class Doubling extends BasicOperator<String, String> {
        @Override
        public void process(String record, long timestamp) {
            output().collect(record + record, timestamp);
        }
    }

    /** Emits its timers' results once more whenever it has to stop. */
    private static final class Hasty extends BasicOperator<String, String> {
        private int next;

        @Override
        public void process(String record, long timestamp) {}

        @Override
        public boolean advanceTimers(long watermark, TurnBudget budget) {
            while (next < 3) {
                if (budget.exhausted()) {
                    output().collect("again", watermark);
                    return false;
                }
                output().collect("timer" + next++, watermark);
            }
            return true;
        }
    }
}
