/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.join;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.core.element.WatermarkStatus;
import io.sampo.operators.function.CoGroupFunction;
import io.sampo.operators.function.Collector;
import io.sampo.operators.function.JoinFunction;
import io.sampo.operators.function.RichFunction;
import io.sampo.operators.function.RuntimeContext;
import io.sampo.operators.testkit.Emitted;
import io.sampo.operators.testkit.FromInput;
import io.sampo.operators.testkit.HarnessSetup;
import io.sampo.operators.testkit.HarnessSnapshot;
import io.sampo.operators.testkit.OperatorHarness;
import io.sampo.operators.testkit.TwoInputHarness;
import io.sampo.operators.window.TumblingEventTimeWindows;
import io.sampo.operators.window.TumblingProcessingTimeWindows;
import io.sampo.operators.window.Window;
import io.sampo.operators.window.WindowSpec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a co-group is told, the windows in it are told. */
class CoGroupOperatorTest {
    /** Tells of its life. */
    private static final class Lively
            implements CoGroupFunction<Reading, Reading, String>, RichFunction {
        private static final long serialVersionUID = 1L;
        private static final List<String> CALLS = new ArrayList<>();

        @Override
        public void open(RuntimeContext context) {
            CALLS.add("open");
        }

        @Override
        public void coGroup(
                Iterable<Reading> ones, Iterable<Reading> others, Collector<String> out) {
            out.collect("group");
        }

        @Override
        public void close() {
            CALLS.add("close");
        }
    }

    private static <W extends Window> HarnessSetup<FromInput<Reading, Reading>, String> setup(
            WindowSpec<TaggedUnion<Reading, Reading>, W> spec) {
        return TwoInputHarness.<String, Reading, Reading, String>keyed(
                CoGroupOperator.factory(spec, new Lively()), Reading::key, Reading::key);
    }

    private static FromInput<Reading, Reading> left(long at) {
        return FromInput.first(new Reading("k", at, 1));
    }

    @Test
    void theFunctionLivesWithTheOperatorAndStatusesPass() {
        Lively.CALLS.clear();
        try (var harness = setup(WindowSpec.of(TumblingEventTimeWindows.of(ofMillis(10)))).open()) {
            harness.status(WatermarkStatus.IDLE);
            assertThat(harness.emitted()).hasSize(1);
        }
        assertThat(Lively.CALLS).containsExactly("open", "close");
    }

    /** Shows the numbers of both streams. */
    private static final class Sides implements CoGroupFunction<Reading, Reading, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public void coGroup(
                Iterable<Reading> ones, Iterable<Reading> others, Collector<String> out) {
            out.collect(numbers(ones) + "+" + numbers(others));
        }

        private static List<Integer> numbers(Iterable<Reading> readings) {
            List<Integer> numbers = new ArrayList<>();
            readings.forEach(reading -> numbers.add(reading.number()));
            return numbers;
        }
    }

    private static HarnessSetup<FromInput<Reading, Reading>, String> tens(
            CoGroupFunction<Reading, Reading, String> function) {
        return TwoInputHarness.<String, Reading, Reading, String>keyed(
                CoGroupOperator.factory(
                        WindowSpec.of(TumblingEventTimeWindows.of(ofMillis(10))), function),
                Reading::key,
                Reading::key);
    }

    private static void send(
            OperatorHarness<FromInput<Reading, Reading>, String> harness,
            boolean first,
            String key,
            long at,
            int number) {
        Reading reading = new Reading(key, at, number);
        harness.process(first ? FromInput.first(reading) : FromInput.second(reading), at);
    }

    @Test
    void rule68_recordsAreToldApartByStreamKeyAndWindow() {
        try (OperatorHarness<FromInput<Reading, Reading>, String> harness =
                tens(new Sides()).open()) {
            send(harness, true, "a", 1, 1);
            send(harness, false, "a", 2, 2);
            send(harness, true, "a", 3, 3);
            send(harness, false, "b", 4, 4);
            send(harness, true, "a", 11, 5);
            harness.watermark(9);
            assertThat(harness.output()).containsExactlyInAnyOrder("[1, 3]+[2]", "[]+[4]");
            harness.clearEmitted();

            harness.watermark(19);
            assertThat(harness.output()).containsExactly("[5]+[]");
        }
    }

    @Test
    void rule68_aJoinSeesEachPair() {
        JoinFunction<Reading, Reading, String> pair = PairUp::pair;
        try (OperatorHarness<FromInput<Reading, Reading>, String> harness =
                tens(new AllPairs<>(new SingleResults<>(pair))).open()) {
            send(harness, true, "a", 1, 1);
            send(harness, false, "a", 2, 2);
            send(harness, false, "a", 3, 3);
            send(harness, true, "a", 4, 4);
            send(harness, true, "b", 5, 5);
            harness.watermark(9);

            assertThat(harness.output()).containsExactly("1-2", "1-3", "4-2", "4-3");
        }
    }

    @Test
    void rule14_theWatermarkFollowsTheWindowsThatItCloses() {
        try (OperatorHarness<FromInput<Reading, Reading>, String> harness =
                tens(new Sides()).withElementsPerTurn(1).open()) {
            for (int i = 0; i < 3; i++) {
                send(harness, true, "key" + i, i, i);
            }
            harness.watermark(100);

            assertThat(harness.emitted()).hasSize(4).last().isEqualTo(new Emitted.Mark(100));
        }
    }

    /** A join with a life cycle. */
    private static final class LivelyJoin
            implements JoinFunction<Reading, Reading, String>, RichFunction {
        private static final long serialVersionUID = 1L;

        @Override
        public void open(RuntimeContext context) {
            Lively.CALLS.add("open join");
        }

        @Override
        public String join(Reading left, Reading right) {
            return PairUp.pair(left, right);
        }

        @Override
        public void close() {
            Lively.CALLS.add("close join");
        }
    }

    @Test
    void aJoinLivesWithTheOperatorToo() {
        Lively.CALLS.clear();
        tens(new AllPairs<>(new SingleResults<>(new LivelyJoin()))).open().close();

        assertThat(Lively.CALLS).containsExactly("open join", "close join");
    }

    @Test
    void rule20_whatWasLateBeforeAFailureIsLateAfterIt() {
        var setup = setup(WindowSpec.of(TumblingEventTimeWindows.of(ofMillis(10))));
        HarnessSnapshot snapshot;
        try (OperatorHarness<FromInput<Reading, Reading>, String> harness = setup.open()) {
            harness.watermark(100);
            snapshot = harness.snapshot();
        }
        try (OperatorHarness<FromInput<Reading, Reading>, String> harness =
                setup.restore(snapshot)) {
            harness.process(left(50), 50);
            assertThat(harness.counter("numLateRecordsDropped")).isEqualTo(1);
        }
    }

    @Test
    void rule39_windowsOfTheClockAreDroppedAtTheEndOfInput() {
        var setup = setup(WindowSpec.of(TumblingProcessingTimeWindows.of(ofMillis(10))));
        try (OperatorHarness<FromInput<Reading, Reading>, String> harness = setup.open()) {
            harness.process(left(5), 5);
            harness.endInput();
            assertThat(harness.output()).isEmpty();
            assertThat(harness.counter("numTimersDropped")).isEqualTo(1);
        }
    }
}
