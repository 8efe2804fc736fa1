/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.join;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.core.element.WatermarkStatus;
import io.sampo.operators.function.CoGroupFunction;
import io.sampo.operators.function.Collector;
import io.sampo.operators.function.RichFunction;
import io.sampo.operators.function.RuntimeContext;
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
