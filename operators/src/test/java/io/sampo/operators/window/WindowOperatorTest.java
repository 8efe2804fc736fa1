/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.operators.testkit.Emitted;
import io.sampo.operators.testkit.HarnessSetup;
import io.sampo.operators.testkit.HarnessSnapshot;
import io.sampo.operators.testkit.KeyedHarness;
import io.sampo.operators.testkit.OperatorHarness;
import io.sampo.operators.window.trigger.CountTrigger;
import io.sampo.operators.window.trigger.PurgingTrigger;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowOperatorTest {
    private static final WindowSpec<Reading, TimeWindow> TUMBLING =
            WindowSpec.of(TumblingEventTimeWindows.of(millis(10)));
    private static final WindowSpec<Reading, TimeWindow> SLIDING =
            WindowSpec.of(SlidingEventTimeWindows.of(millis(10), millis(5)));

    @Test
    void rule33_resultsHaveTheTimestampOfTheWindowsEnd() {
        try (OperatorHarness<Reading, Long> harness = WindowJobs.plainSums(TUMBLING).open()) {
            harness.process(Reading.of("ann", 3), 2);
            harness.process(Reading.of("ann", 4), 9);
            harness.process(Reading.of("ann", 5), 10);
            harness.watermark(8);
            assertThat(harness.output()).isEmpty();
            harness.watermark(9);

            assertThat(harness.emitted())
                    .containsExactly(
                            new Emitted.Mark(8), new Emitted.Result(7L, 9), new Emitted.Mark(9));
        }
    }

    @Test
    void rule19_theEndOfInputFiresAllWindows() {
        try (OperatorHarness<Reading, String> harness = WindowJobs.sums(SLIDING).open()) {
            harness.process(Reading.of("ann", 1), 7);
            harness.endInput();

            assertThat(harness.output()).containsExactly("ann 0..10 1", "ann 5..15 1");
        }
    }

    @Test
    void keysAndWindowsDoNotMix() {
        try (OperatorHarness<Reading, String> harness = WindowJobs.reductions(TUMBLING).open()) {
            harness.process(Reading.of("ann", 1), 1);
            harness.process(Reading.of("bob", 10), 2);
            harness.process(Reading.of("ann", 2), 12);
            harness.process(Reading.of("ann", 4), 3);
            harness.watermark(100);

            assertThat(harness.output())
                    .containsExactlyInAnyOrder("ann 0..10 5", "bob 0..10 10", "ann 10..20 2");
        }
    }

    @Test
    void recordsAreKeptInTheOrderTheyCame() {
        try (OperatorHarness<Reading, String> harness = WindowJobs.lists(TUMBLING).open()) {
            harness.process(Reading.of("ann", 3), 5);
            harness.process(Reading.of("ann", 1), 9);
            harness.process(Reading.of("ann", 2), 0);
            harness.watermark(9);

            assertThat(harness.output()).containsExactly("ann 0..10 3 1 2");
        }
    }

    @Test
    void rule27_aWindowIsLateOnceTheWatermarkReachesItsEndAndLateness() {
        WindowSpec<Reading, TimeWindow> patient = TUMBLING.withAllowedLateness(millis(5));
        try (OperatorHarness<Reading, String> harness = WindowJobs.sums(patient).open()) {
            harness.process(Reading.of("ann", 1), 3);
            harness.watermark(13);
            assertThat(harness.output()).containsExactly("ann 0..10 1");
            harness.process(Reading.of("ann", 2), 4);
            assertThat(harness.output()).containsExactly("ann 0..10 1", "ann 0..10 3");
            harness.watermark(14);
            harness.process(Reading.of("ann", 4), 5);

            assertThat(harness.output()).hasSize(2);
            assertThat(harness.counter("numLateRecordsDropped")).isEqualTo(1);
        }
    }

    @Test
    void rule27_alatenessWithoutEndKeepsWindowsForEver() {
        WindowSpec<Reading, TimeWindow> patient =
                TUMBLING.withAllowedLateness(millis(Long.MAX_VALUE));
        try (OperatorHarness<Reading, String> harness = WindowJobs.sums(patient).open()) {
            harness.process(Reading.of("ann", 1), 3);
            harness.watermark(Long.MAX_VALUE - 1);
            harness.process(Reading.of("ann", 2), 3);

            assertThat(harness.output()).containsExactly("ann 0..10 1", "ann 0..10 3");
        }
    }

    @Test
    void rule28_recordsThatNoWindowTakesGoToTheSideOutput() {
        WindowSpec<Reading, TimeWindow> spec = TUMBLING.withLateOutput(WindowJobs.LATE);
        try (OperatorHarness<Reading, String> harness = WindowJobs.sums(spec).open()) {
            harness.watermark(9);
            harness.process(Reading.of("ann", 1), 9);
            harness.process(Reading.of("ann", 2), 10);

            assertThat(harness.emitted())
                    .containsExactly(
                            new Emitted.Mark(9), new Emitted.Side("late", Reading.of("ann", 1), 9));
            assertThat(harness.counter("numLateRecordsDropped")).isZero();
        }
    }

    @Test
    void rule28_aRecordThatOneWindowTakesIsNotLate() {
        WindowSpec<Reading, TimeWindow> spec = SLIDING.withLateOutput(WindowJobs.LATE);
        try (OperatorHarness<Reading, String> harness = WindowJobs.sums(spec).open()) {
            harness.watermark(12);
            harness.process(Reading.of("ann", 1), 7);
            harness.process(Reading.of("ann", 2), 4);
            harness.watermark(14);

            assertThat(harness.sideOutput(WindowJobs.LATE)).containsExactly(Reading.of("ann", 2));
            assertThat(harness.output()).containsExactly("ann 5..15 1");
        }
    }

    @Test
    void rule28_aRecordBetweenWindowsIsNotLate() {
        WindowSpec<Reading, TimeWindow> gaps =
                WindowSpec.of(SlidingEventTimeWindows.of(millis(3), millis(10)));
        try (OperatorHarness<Reading, String> harness = WindowJobs.sums(gaps).open()) {
            harness.process(Reading.of("ann", 1), 5);
            assertThat(harness.counter("numLateRecordsDropped")).isZero();
            harness.watermark(5);
            harness.process(Reading.of("ann", 1), 5);
            assertThat(harness.counter("numLateRecordsDropped")).isEqualTo(1);
        }
    }

    @Test
    void rule28_aRecordIsLateForTheCumulatingWindowsThatHaveEnded() {
        WindowSpec<Reading, TimeWindow> spec =
                WindowSpec.of(CumulatingEventTimeWindows.of(millis(12), millis(4)));
        try (OperatorHarness<Reading, String> harness = WindowJobs.sums(spec).open()) {
            harness.process(Reading.of("ann", 1), 1);
            harness.watermark(3);
            harness.process(Reading.of("ann", 2), 2);
            harness.process(Reading.of("ann", 4), 9);
            harness.watermark(11);
            harness.process(Reading.of("ann", 8), 9);

            assertThat(harness.output()).containsExactly("ann 0..4 1", "ann 0..8 3", "ann 0..12 7");
            assertThat(harness.counter("numLateRecordsDropped")).isEqualTo(1);
        }
    }

    @Test
    void rule29_everyLateRecordFiresAnew() {
        WindowSpec<Reading, TimeWindow> patient = TUMBLING.withAllowedLateness(millis(100));
        try (OperatorHarness<Reading, Long> harness = WindowJobs.plainSums(patient).open()) {
            harness.watermark(50);
            harness.process(Reading.of("ann", 1), 3);
            harness.process(Reading.of("ann", 1), 3);
            harness.watermark(60);

            assertThat(harness.emitted())
                    .containsExactly(
                            new Emitted.Mark(50),
                            new Emitted.Result(1L, 9),
                            new Emitted.Result(2L, 9),
                            new Emitted.Mark(60));
        }
    }

    @Test
    void rule30_windowsOfProcessingTimeFireWhenTheClockHasPassedThem() {
        WindowSpec<Reading, TimeWindow> spec =
                WindowSpec.of(TumblingProcessingTimeWindows.of(millis(10)));
        try (OperatorHarness<Reading, String> harness = WindowJobs.sums(spec).open()) {
            harness.process(Reading.of("ann", 1));
            harness.advanceClockTo(9);
            harness.process(Reading.of("ann", 2));
            assertThat(harness.output()).isEmpty();
            harness.advanceClockTo(10);
            assertThat(harness.output()).containsExactly("ann 0..10 3");
            harness.process(Reading.of("ann", 4));
            harness.watermark(1_000);
            harness.advanceClockTo(30);

            assertThat(harness.output()).containsExactly("ann 0..10 3", "ann 10..20 4");
        }
    }

    @Test
    void rule30_aCountTriggerFiresEverySoManyRecords() {
        WindowSpec<Reading, TimeWindow> spec = TUMBLING.withTrigger(CountTrigger.of(2));
        try (OperatorHarness<Reading, String> harness = WindowJobs.sums(spec).open()) {
            for (int i = 0; i < 5; i++) {
                harness.process(Reading.of("ann", 1), i);
            }
            harness.process(Reading.of("bob", 1), 5);
            harness.watermark(9);

            assertThat(harness.output()).containsExactly("ann 0..10 2", "ann 0..10 4");
        }
    }

    @Test
    void rule31_purgingDropsTheContentsAndKeepsTheRest() {
        WindowSpec<Reading, TimeWindow> spec =
                TUMBLING.withTrigger(PurgingTrigger.of(EventTimeTrigger.create()))
                        .withAllowedLateness(millis(10));
        try (OperatorHarness<Reading, String> harness = WindowJobs.sums(spec).open()) {
            harness.process(Reading.of("ann", 1), 1);
            harness.watermark(9);
            harness.process(Reading.of("ann", 2), 1);
            // The cleanup fires the trigger's timer handler once more, without contents.
            harness.watermark(19);
            harness.process(Reading.of("ann", 4), 1);

            assertThat(harness.output()).containsExactly("ann 0..10 1", "ann 0..10 2");
            assertThat(harness.counter("numLateRecordsDropped")).isEqualTo(1);
        }
    }

    @Test
    void rule32_windowsOfAnyKindLeaveNothingBehind() {
        HarnessSetup<Reading, String> setup =
                KeyedHarness.of(
                        WindowOperatorFactory.aggregate(
                                SLIDING.withAllowedLateness(millis(3)),
                                new WindowJobs.Sum(),
                                new WindowJobs.Firings()),
                        Reading::key);
        try (OperatorHarness<Reading, String> harness = setup.open()) {
            harness.process(Reading.of("ann", 1), 7);
            harness.watermark(9);
            harness.process(Reading.of("ann", 2), 7);
            harness.watermark(100);

            assertThat(harness.output())
                    .containsExactly(
                            "ann 0..10 1 firing 1 of window, 1 of key, watermark 9",
                            "ann 0..10 3 firing 2 of window, 2 of key, watermark 9",
                            "ann 5..15 3 firing 1 of window, 3 of key, watermark 100");
            assertThat(harness.sideOutput(WindowJobs.CLEARED))
                    .containsExactly(
                            "TimeWindow[start=0, end=10] fired 2",
                            "TimeWindow[start=5, end=15] fired 1");
        }
    }

    @Test
    void rule32_windowsOfAnyKindLeaveNothingInTheState() {
        WindowSpec<Reading, TimeWindow> sessions =
                WindowSpec.of(EventTimeSessionWindows.withGap(millis(10)));
        for (WindowSpec<Reading, TimeWindow> spec :
                List.of(
                        TUMBLING,
                        SLIDING,
                        sessions,
                        TUMBLING.withAllowedLateness(millis(20)),
                        SLIDING.withTrigger(CountTrigger.of(3)),
                        sessions.withTrigger(CountTrigger.of(3)))) {
            try (OperatorHarness<Reading, String> harness = WindowJobs.sums(spec).open()) {
                long[] bytes = new long[3];
                for (int round = 0; round < bytes.length; round++) {
                    for (int i = 0; i < 200; i++) {
                        long start = 100L * (round * 200 + i);
                        harness.process(Reading.of("ann", 1), start);
                        harness.process(Reading.of("ann", 1), start + 7);
                        harness.watermark(start + 99);
                    }
                    bytes[round] = harness.stateBytes();
                }
                assertThat(bytes[2]).as("%s", spec).isEqualTo(bytes[1]).isPositive();
            }
        }
    }

    @Test
    void rule32_endAndCleanupAreOneTimerWithoutLateness() {
        HarnessSetup<Reading, String> setup =
                KeyedHarness.of(
                        WindowOperatorFactory.aggregate(
                                TUMBLING, new WindowJobs.Sum(), new WindowJobs.Firings()),
                        Reading::key);
        try (OperatorHarness<Reading, String> harness = setup.open()) {
            harness.process(Reading.of("ann", 1), 7);
            harness.watermark(9);

            assertThat(harness.output())
                    .containsExactly("ann 0..10 1 firing 1 of window, 1 of key, watermark 9");
            assertThat(harness.sideOutput(WindowJobs.CLEARED)).hasSize(1);
        }
    }

    @Test
    void rule20_whatWasLateBeforeAFailureIsLateAfterIt() {
        HarnessSnapshot snapshot;
        HarnessSetup<Reading, String> setup = WindowJobs.sums(TUMBLING);
        try (OperatorHarness<Reading, String> harness = setup.open()) {
            harness.watermark(25);
            snapshot = harness.snapshot();
        }
        try (OperatorHarness<Reading, String> harness = setup.restore(snapshot)) {
            harness.process(Reading.of("ann", 1), 19);
            harness.process(Reading.of("ann", 2), 20);
            harness.watermark(10);
            assertThat(harness.emitted()).isEmpty();
            harness.watermark(29);

            assertThat(harness.output()).containsExactly("ann 20..30 2");
            assertThat(harness.counter("numLateRecordsDropped")).isEqualTo(1);
        }
    }

    @Test
    void rule21_aRecordWithoutTimestampFails() {
        try (OperatorHarness<Reading, String> harness = WindowJobs.sums(TUMBLING).open()) {
            assertThatThrownBy(() -> harness.process(Reading.of("ann", 1)))
                    .hasMessageContaining("without a timestamp");
        }
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }
}
