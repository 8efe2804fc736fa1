/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.operators.testkit.Backends;
import io.sampo.operators.testkit.Emitted;
import io.sampo.operators.testkit.HarnessSetup;
import io.sampo.operators.testkit.HarnessStep;
import io.sampo.operators.testkit.OperatorHarness;
import io.sampo.operators.window.trigger.CountTrigger;
import io.sampo.operators.window.trigger.PurgingTrigger;
import java.util.List;
import org.junit.jupiter.api.Test;

class GlobalWindowsTest {
    private static final WindowSpec<Reading, GlobalWindow> GLOBAL =
            WindowSpec.of(GlobalWindows.create());

    @Test
    void rule34_globalWindowsNeverFireByThemselves() {
        try (OperatorHarness<Reading, String> harness = WindowJobs.sums(GLOBAL).open()) {
            harness.process(Reading.of("ann", 1), 5);
            harness.process(Reading.of("ann", 1));
            harness.advanceClockTo(1_000_000);
            harness.endInput();

            assertThat(harness.output()).isEmpty();
            assertThat(harness.counter("numLateRecordsDropped")).isZero();
        }
    }

    @Test
    void rule34_globalWindowsMayFireAtTheEndOfTheInput() {
        HarnessSetup<Reading, String> plain =
                WindowJobs.lists(WindowSpec.of(GlobalWindows.createWithEndOfStreamTrigger()));
        for (HarnessSetup<Reading, String> setup : Backends.both(plain)) {
            List<Emitted> emitted =
                    setup.runExhaustively(
                            List.of(
                                    HarnessStep.record(Reading.of("ann", 1), 5),
                                    HarnessStep.record(Reading.of("bob", 2), 5),
                                    HarnessStep.watermark(1_000_000),
                                    HarnessStep.record(Reading.of("ann", 3), 4),
                                    HarnessStep.end()));

            assertThat(emitted)
                    .containsExactlyInAnyOrder(
                            new Emitted.Mark(1_000_000),
                            new Emitted.Result("ann all 1 3", Long.MAX_VALUE),
                            new Emitted.Result("bob all 2", Long.MAX_VALUE),
                            new Emitted.Mark(Long.MAX_VALUE));
        }
    }

    @Test
    void rule31_aGlobalWindowThatIsPurgedLeavesNothingBehind() {
        WindowSpec<Reading, GlobalWindow> pairs =
                GLOBAL.withTrigger(PurgingTrigger.of(CountTrigger.of(2)));
        try (OperatorHarness<Reading, String> harness = WindowJobs.lists(pairs).open()) {
            long[] bytes = new long[2];
            for (int round = 0; round < bytes.length; round++) {
                for (int i = 0; i < 100; i++) {
                    harness.process(Reading.of("ann", i));
                }
                bytes[round] = harness.stateBytes();
            }
            assertThat(harness.output()).hasSize(100).contains("ann all 0 1", "ann all 98 99");
            assertThat(bytes[1]).isEqualTo(bytes[0]);
        }
    }
}
