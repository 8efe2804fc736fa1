/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.StreamException;
import io.sampo.operators.testkit.OperatorHarness;
import io.sampo.operators.window.trigger.ContinuousEventTimeTrigger;
import io.sampo.operators.window.trigger.ContinuousProcessingTimeTrigger;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContinuousTriggersTest {
    private static final WindowSpec<Reading, TimeWindow> BY_EVENT_TIME =
            WindowSpec.<Reading, TimeWindow>of(TumblingEventTimeWindows.of(millis(10)))
                    .withTrigger(ContinuousEventTimeTrigger.of(millis(4)));
    private static final WindowSpec<Reading, TimeWindow> BY_THE_CLOCK =
            WindowSpec.<Reading, TimeWindow>of(TumblingProcessingTimeWindows.of(millis(10)))
                    .withTrigger(ContinuousProcessingTimeTrigger.of(millis(4)));

    @Test
    void rule30_firesEveryIntervalOfEventTimeAndAtTheEnd() {
        try (OperatorHarness<Reading, String> harness = WindowJobs.sums(BY_EVENT_TIME).open()) {
            harness.process(Reading.of("ann", 1), 1);
            harness.watermark(3);
            assertThat(harness.output()).isEmpty();
            harness.watermark(4);
            assertThat(harness.output()).containsExactly("ann 0..10 1");
            harness.process(Reading.of("ann", 2), 2);
            harness.watermark(8);
            assertThat(harness.output()).hasSize(2).endsWith("ann 0..10 3");
            harness.watermark(9);
            assertThat(harness.output()).hasSize(3).endsWith("ann 0..10 3");
            harness.watermark(1_000);
            assertThat(harness.output()).hasSize(3);
        }
    }

    @Test
    void rule30_firesForEachIntervalThatAWatermarkPasses() {
        try (OperatorHarness<Reading, String> harness = WindowJobs.sums(BY_EVENT_TIME).open()) {
            harness.process(Reading.of("ann", 1), 1);
            harness.process(Reading.of("bob", 2), 5);
            harness.watermark(100);

            assertThat(harness.output())
                    .containsExactlyInAnyOrder(
                            "ann 0..10 1",
                            "ann 0..10 1",
                            "ann 0..10 1",
                            "bob 0..10 2",
                            "bob 0..10 2");
        }
    }

    @Test
    void rule30_firesForEachRecordThatIsLate() {
        WindowSpec<Reading, TimeWindow> patient = BY_EVENT_TIME.withAllowedLateness(millis(5));
        try (OperatorHarness<Reading, String> harness = WindowJobs.sums(patient).open()) {
            harness.watermark(9);
            harness.process(Reading.of("ann", 1), 3);
            harness.process(Reading.of("ann", 1), 3);
            assertThat(harness.output()).containsExactly("ann 0..10 1", "ann 0..10 2");
            harness.watermark(1_000);
            assertThat(harness.output()).hasSize(2);
        }
    }

    /** Where it had ended before is a time like any other. */
    @Test
    void rule30_aSessionThatHasGrownFiresAtMultiplesAndItsNewEnd() {
        WindowSpec<Reading, TimeWindow> sessions =
                WindowSpec.<Reading, TimeWindow>of(EventTimeSessionWindows.withGap(millis(12)))
                        .withTrigger(ContinuousEventTimeTrigger.of(millis(15)))
                        .withAllowedLateness(millis(30));
        try (OperatorHarness<Reading, String> harness = WindowJobs.sums(sessions).open()) {
            harness.process(Reading.of("ann", 1), 1);
            harness.watermark(12);
            assertThat(harness.output()).containsExactly("ann 1..13 1");
            harness.process(Reading.of("ann", 2), 13);
            harness.watermark(14);
            assertThat(harness.output()).hasSize(1);
            harness.watermark(15);
            assertThat(harness.output()).hasSize(2).endsWith("ann 1..25 3");
            harness.watermark(1_000);
            assertThat(harness.output()).hasSize(3).endsWith("ann 1..25 3");
        }
    }

    @Test
    void rule30_theFirstIntervalBefore1970IsRoundedTowardsIt() {
        WindowSpec<Reading, TimeWindow> spec =
                WindowSpec.<Reading, TimeWindow>of(TumblingEventTimeWindows.of(millis(40)))
                        .withTrigger(ContinuousEventTimeTrigger.of(millis(10)));
        try (OperatorHarness<Reading, String> harness = WindowJobs.sums(spec).open()) {
            harness.process(Reading.of("ann", 1), -27);
            harness.watermark(-11);
            assertThat(harness.output()).isEmpty();
            harness.watermark(-10);
            assertThat(harness.output()).containsExactly("ann -40..0 1");
        }
    }

    @Test
    void rule30_aWindowWithoutEndFiresOnceForAWatermark() {
        WindowSpec<Reading, GlobalWindow> spec =
                WindowSpec.<Reading, GlobalWindow>of(GlobalWindows.create())
                        .withTrigger(ContinuousEventTimeTrigger.of(millis(10)));
        try (OperatorHarness<Reading, String> harness = WindowJobs.sums(spec).open()) {
            harness.process(Reading.of("ann", 1), 7);
            harness.watermark(1_000_000_000_000L);
            assertThat(harness.output()).containsExactly("ann all 1");
            harness.process(Reading.of("ann", 2), 8);
            harness.watermark(1_000_000_000_009L);
            assertThat(harness.output()).hasSize(1);
            harness.watermark(1_000_000_000_010L);
            assertThat(harness.output()).endsWith("ann all 3").hasSize(2);
            harness.process(Reading.of("ann", 4), 9);
            harness.endInput();
            assertThat(harness.output()).containsOnlyOnce("ann all 1", "ann all 3");
            assertThat(harness.output()).endsWith("ann all 7").hasSizeLessThan(5);
        }
    }

    @Test
    void rule21_aTriggerOfEventTimeNeedsTimestamps() {
        WindowSpec<Reading, GlobalWindow> spec =
                WindowSpec.<Reading, GlobalWindow>of(GlobalWindows.create())
                        .withTrigger(ContinuousEventTimeTrigger.of(millis(10)));
        try (OperatorHarness<Reading, String> harness = WindowJobs.sums(spec).open()) {
            assertThatThrownBy(() -> harness.process(Reading.of("ann", 1)))
                    .isInstanceOf(StreamException.class)
                    .hasMessageContaining("trigger=ContinuousEventTimeTrigger(PT0.01S)");
        }
    }

    @Test
    void rule25_sessionsThatMergeFireAtTheEarliestTime() {
        WindowSpec<Reading, TimeWindow> spec =
                WindowSpec.<Reading, TimeWindow>of(EventTimeSessionWindows.withGap(millis(10)))
                        .withTrigger(ContinuousEventTimeTrigger.of(millis(7)));
        try (OperatorHarness<Reading, String> harness = WindowJobs.sums(spec).open()) {
            harness.process(Reading.of("ann", 1), 15);
            harness.process(Reading.of("ann", 2), 1);
            harness.process(Reading.of("ann", 4), 8);
            harness.watermark(6);
            assertThat(harness.output()).isEmpty();
            harness.watermark(7);
            assertThat(harness.output()).containsExactly("ann 1..25 7");
            harness.watermark(23);
            assertThat(harness.output()).as("at 14 and 21").hasSize(3);
            harness.watermark(100);
            assertThat(harness.output()).hasSize(4);
        }
    }

    @Test
    void rule30_firesEveryIntervalOfTheClockAndAtTheEnd() {
        try (OperatorHarness<Reading, String> harness =
                WindowJobs.sums(BY_THE_CLOCK).withClockAt(1).open()) {
            harness.process(Reading.of("ann", 1));
            harness.advanceClockTo(4);
            assertThat(harness.output()).isEmpty();
            harness.advanceClockTo(5);
            assertThat(harness.output()).containsExactly("ann 0..10 1");
            harness.process(Reading.of("ann", 2));
            harness.advanceClockTo(9);
            assertThat(harness.output()).hasSize(2).endsWith("ann 0..10 3");
            harness.advanceClockTo(10);
            assertThat(harness.output()).hasSize(3).endsWith("ann 0..10 3");
            harness.advanceClockTo(1_000);
            assertThat(harness.output()).hasSize(3);
        }
    }

    @Test
    void rule30_aWindowOfEventTimeMayFireByTheClock() {
        WindowSpec<Reading, TimeWindow> spec =
                WindowSpec.<Reading, TimeWindow>of(TumblingEventTimeWindows.of(millis(10)))
                        .withTrigger(ContinuousProcessingTimeTrigger.of(millis(100)));
        try (OperatorHarness<Reading, String> harness =
                WindowJobs.sums(spec).withClockAt(1_000_050).open()) {
            harness.process(Reading.of("ann", 1), 3);
            harness.advanceClockTo(1_000_100);
            assertThat(harness.output()).isEmpty();
            harness.advanceClockTo(1_000_201);
            assertThat(harness.output()).containsExactly("ann 0..10 1", "ann 0..10 1");
            harness.watermark(9);
            harness.advanceClockTo(1_001_000);
            assertThat(harness.output()).as("the window has gone").hasSize(2);
        }
    }

    @Test
    void rule30_intervalsInWhichTheJobStoodStillAreNotMadeUpFor() {
        WindowSpec<Reading, GlobalWindow> spec =
                WindowSpec.<Reading, GlobalWindow>of(GlobalWindows.create())
                        .withTrigger(ContinuousProcessingTimeTrigger.of(millis(10)));
        try (OperatorHarness<Reading, String> harness = WindowJobs.sums(spec).open()) {
            harness.process(Reading.of("ann", 1));
            harness.holdUpUntil(1_000_005);
            assertThat(harness.output()).hasSize(1);
            harness.advanceClockTo(1_000_010);
            assertThat(harness.output()).hasSize(1);
            harness.advanceClockTo(1_000_011);
            assertThat(harness.output()).hasSize(2);
        }
    }

    @Test
    void rule25_sessionsOfProcessingTimeMergeTheirFiring() {
        WindowSpec<Reading, TimeWindow> spec =
                WindowSpec.<Reading, TimeWindow>of(ProcessingTimeSessionWindows.withGap(millis(10)))
                        .withTrigger(ContinuousProcessingTimeTrigger.of(millis(12)));
        try (OperatorHarness<Reading, String> harness = WindowJobs.sums(spec).open()) {
            harness.process(Reading.of("ann", 1));
            harness.advanceClockTo(8);
            harness.process(Reading.of("ann", 2));
            harness.advanceClockTo(9);
            harness.process(Reading.of("ann", 4));
            assertThat(harness.output()).isEmpty();
            harness.advanceClockTo(10);
            assertThat(harness.output()).as("the end of the first session").hasSize(1);
            harness.advanceClockTo(100);
            assertThat(harness.output())
                    .containsExactly("ann 0..19 7", "ann 0..19 7", "ann 0..19 7");
        }
    }

    @Test
    void rule32_theyLeaveNothingInTheState() {
        for (WindowSpec<Reading, TimeWindow> spec :
                List.of(
                        BY_EVENT_TIME,
                        BY_EVENT_TIME.withTrigger(ContinuousProcessingTimeTrigger.of(millis(4))),
                        BY_THE_CLOCK)) {
            try (OperatorHarness<Reading, String> harness = WindowJobs.sums(spec).open()) {
                long[] bytes = new long[3];
                for (int round = 0; round < bytes.length; round++) {
                    for (int i = 0; i < 100; i++) {
                        long start = 100L * (round * 100 + i);
                        harness.process(Reading.of("ann", 1), start);
                        harness.process(Reading.of("ann", 1), start + 7);
                        harness.watermark(start + 99);
                        harness.advanceClockTo(start + 99);
                    }
                    bytes[round] = harness.stateBytes();
                }
                assertThat(bytes[2]).as("%s", spec).isEqualTo(bytes[1]).isPositive();
            }
        }
    }

    @Test
    void refusesIntervalsOfNoLength() {
        assertThatThrownBy(() -> ContinuousEventTimeTrigger.of(Duration.ZERO))
                .hasMessageContaining("interval=PT0S");
        assertThatThrownBy(
                        () ->
                                ContinuousProcessingTimeTrigger.of(
                                        Duration.ofSeconds(Long.MAX_VALUE)))
                .hasMessageContaining("too long");
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }
}
