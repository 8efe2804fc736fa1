/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.operators.testkit.Backends;
import io.sampo.operators.testkit.HarnessSetup;
import io.sampo.operators.testkit.HarnessSnapshot;
import io.sampo.operators.testkit.HarnessStep;
import io.sampo.operators.testkit.KeyedHarness;
import io.sampo.operators.testkit.OperatorHarness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Windows whose keys have no timers, where the backend keeps rows by window. */
class WindowTablesTest {
    private static final WindowSpec<Reading, TimeWindow> TUMBLING =
            WindowSpec.of(TumblingEventTimeWindows.of(millis(10)));
    private static final WindowSpec<Reading, TimeWindow> SLIDING =
            WindowSpec.of(SlidingEventTimeWindows.of(millis(20), millis(5)));

    /** Each of many keys fires once for each of its windows, some records at a time. */
    @Test
    void manyKeysFireInTheOrderOfTheirWindows() {
        for (HarnessSetup<Reading, String> setup : Backends.both(WindowJobs.sums(SLIDING))) {
            List<String> expected = new ArrayList<>();
            try (OperatorHarness<Reading, String> harness = setup.withElementsPerTurn(7).open()) {
                for (int i = 0; i < 3_000; i++) {
                    String key = "key" + i;
                    long first = i % 3 * 5L;
                    harness.process(Reading.of(key, i), first);
                    harness.process(Reading.of(key, i), 11);
                    for (long end = first + 5; end < 15; end += 5) {
                        expected.add(key + " " + (end - 20) + ".." + end + " " + i);
                    }
                    expected.add(key + " -5..15 " + 2 * i);
                }
                harness.watermark(14);

                assertThat(harness.output())
                        .containsExactlyInAnyOrderElementsOf(expected)
                        .isSortedAccordingTo(Comparator.comparingLong(WindowTablesTest::endOf));
            }
        }
    }

    /** State that a function has for a window goes with the window, for each of its keys. */
    @Test
    void rule32_theStateOfWindowsGoesWithThem() {
        for (WindowSpec<Reading, TimeWindow> spec : List.of(SLIDING, TUMBLING)) {
            HarnessSetup<Reading, String> setup =
                    KeyedHarness.of(
                            WindowOperatorFactory.aggregate(
                                    spec, new WindowJobs.Sum(), new WindowJobs.Firings()),
                            Reading::key);
            int windows = spec.assigner() instanceof SlidingEventTimeWindows ? 2 : 1;
            for (HarnessSetup<Reading, String> stored : Backends.both(setup)) {
                try (OperatorHarness<Reading, String> harness = stored.open()) {
                    harness.process(Reading.of("ann", 1), 7);
                    harness.process(Reading.of("bob", 2), 7);
                    harness.watermark(14);

                    assertThat(harness.output()).hasSize(2 * windows);
                    assertThat(harness.sideOutput(WindowJobs.CLEARED)).hasSize(2 * windows);
                }
            }
        }
    }

    @Test
    void rule21_aRecordWithoutTimestampFails() {
        for (WindowSpec<Reading, TimeWindow> spec : List.of(SLIDING, TUMBLING)) {
            for (HarnessSetup<Reading, String> stored : Backends.both(WindowJobs.sums(spec))) {
                try (OperatorHarness<Reading, String> harness = stored.open()) {
                    assertThatThrownBy(() -> harness.process(Reading.of("ann", 1)))
                            .hasMessageContaining("without a timestamp");
                }
            }
        }
    }

    private static long endOf(String result) {
        return Long.parseLong(result.substring(result.indexOf("..") + 2, result.lastIndexOf(' ')));
    }

    /** An earlier release kept the same windows by key, with timers. */
    @Test
    void stateThatWasStoredByKeyGoesOnByKey() {
        for (WindowSpec<Reading, TimeWindow> spec : List.of(SLIDING, TUMBLING)) {
            Random random = new Random(1);
            HarnessSetup<Reading, String> setup = WindowJobs.sums(spec);
            List<HarnessStep<Reading>> before = WindowJobs.records(random, 0, 60);
            List<HarnessStep<Reading>> after = WindowJobs.records(random, 60, 90);
            List<String> expected = new ArrayList<>();
            List<String> actual = new ArrayList<>();
            HarnessSnapshot snapshot;
            try (OperatorHarness<Reading, String> earlier = setup.withBackend(ByKey::new).open()) {
                WindowJobs.run(earlier, before);
                earlier.watermark(42);
                snapshot = earlier.snapshot();
                actual.addAll(earlier.output());
                WindowJobs.run(earlier, after);
                earlier.step(HarnessStep.end());
                expected.addAll(earlier.output());
            }
            try (OperatorHarness<Reading, String> harness = setup.restore(snapshot)) {
                WindowJobs.run(harness, after);
                snapshot = harness.snapshot();
                actual.addAll(harness.output());
            }
            try (OperatorHarness<Reading, String> harness = setup.restore(snapshot)) {
                harness.step(HarnessStep.end());
                actual.addAll(harness.output());
            }
            assertThat(actual).containsExactlyInAnyOrderElementsOf(expected).hasSizeGreaterThan(60);
        }
    }

    @Test
    void stateWithoutTimersGetsThemWhereTheProgramNeedsThem() {
        HarnessSnapshot snapshot;
        try (OperatorHarness<Reading, String> harness = WindowJobs.sums(TUMBLING).open()) {
            harness.process(Reading.of("ann", 1), 1);
            harness.process(Reading.of("bob", 2), 1);
            harness.process(Reading.of("bob", 4), 11);
            snapshot = harness.snapshot();
        }
        WindowSpec<Reading, TimeWindow> other = SLIDING.withTrigger(EventTimeTrigger.create());
        try (OperatorHarness<Reading, String> harness = WindowJobs.sums(other).restore(snapshot)) {
            harness.watermark(9);
            assertThat(harness.output()).containsExactlyInAnyOrder("ann 0..10 1", "bob 0..10 2");
            snapshot = harness.snapshot();
        }
        try (OperatorHarness<Reading, String> back = WindowJobs.sums(TUMBLING).restore(snapshot)) {
            back.process(Reading.of("bob", 8), 12);
            back.watermark(19);
            assertThat(back.output()).containsExactly("bob 10..20 12");
        }
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }
}
