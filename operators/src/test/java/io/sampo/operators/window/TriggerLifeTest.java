/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.operators.testkit.HarnessSetup;
import io.sampo.operators.testkit.OperatorHarness;
import io.sampo.operators.window.evictor.CountEvictor;
import io.sampo.operators.window.evictor.DeltaEvictor;
import io.sampo.operators.window.trigger.ContinuousEventTimeTrigger;
import io.sampo.operators.window.trigger.ContinuousProcessingTimeTrigger;
import io.sampo.operators.window.trigger.CountTrigger;
import io.sampo.operators.window.trigger.DeltaTrigger;
import io.sampo.operators.window.trigger.ProcessingTimeoutTrigger;
import io.sampo.operators.window.trigger.PurgingTrigger;
import org.junit.jupiter.api.Test;

/** What triggers leave behind, when they are cleared, merged, or asked at the end of a window. */
class TriggerLifeTest {
    private static final WindowSpec<Reading, TimeWindow> TUMBLING =
            WindowSpec.of(TumblingEventTimeWindows.of(ofMillis(10)));
    private static final WindowSpec<Reading, TimeWindow> BY_THE_CLOCK =
            WindowSpec.of(TumblingProcessingTimeWindows.of(ofMillis(10)));
    private static final WindowSpec<Reading, TimeWindow> SESSIONS =
            WindowSpec.of(EventTimeSessionWindows.withGap(ofMillis(10)));
    private static final WindowSpec<Reading, GlobalWindow> GLOBAL =
            WindowSpec.of(GlobalWindows.create());

    private static DeltaTrigger<Reading> fiveApart() {
        return DeltaTrigger.of(5, (Reading a, Reading b) -> b.value() - a.value());
    }

    private static Trigger<Object, Window> untilTimeout(Trigger<Object, Window> trigger) {
        return ProcessingTimeoutTrigger.of(trigger, ofMillis(100));
    }

    @Test
    void rule25_whatWasCountedInMergedSessionsAddsUp() {
        var spec = SESSIONS.withTrigger(PurgingTrigger.of(CountTrigger.of(3)));
        try (OperatorHarness<Reading, String> harness = WindowJobs.lists(spec).open()) {
            harness.process(Reading.of("ann", 1), 0);
            harness.process(Reading.of("ann", 2), 15);
            assertThat(harness.output()).isEmpty();
            harness.process(Reading.of("ann", 3), 7);
            assertThat(harness.output()).hasSize(1);
            assertThat(harness.output().get(0)).startsWith("ann 0..25 ").contains("1", "2", "3");
        }
    }

    @Test
    void rule25_aPurgingTriggerMergesIfTheOtherOneDoes() {
        assertThat(PurgingTrigger.of(CountTrigger.of(3)).canMerge()).isTrue();
        assertThat(PurgingTrigger.of(fiveApart()).canMerge()).isFalse();
        assertThatThrownBy(
                        () ->
                                WindowJobs.sums(
                                                SESSIONS.withTrigger(
                                                        PurgingTrigger.of(fiveApart())))
                                        .open())
                .hasMessageContaining("PurgingTrigger(DeltaTrigger(5.0))");
    }

    private static void checkNothingIsLeft(HarnessSetup<Reading, String> setup) {
        try (OperatorHarness<Reading, String> harness = setup.open()) {
            long before = 0;
            for (int window = 0; window < 20; window++) {
                harness.process(Reading.of("ann", 1), window * 10L);
                harness.watermark(window * 10L + 9);
                if (window == 0) {
                    before = harness.stateBytes();
                }
            }
            assertThat(harness.stateBytes()).isEqualTo(before);
        }
    }

    @Test
    void rule32_triggersGoWithTheirWindows() {
        checkNothingIsLeft(WindowJobs.sums(TUMBLING.withTrigger(CountTrigger.of(5))));
        checkNothingIsLeft(
                WindowJobs.sums(TUMBLING.withTrigger(PurgingTrigger.of(CountTrigger.of(5)))));
        checkNothingIsLeft(WindowJobs.sums(TUMBLING.withTrigger(fiveApart())));
        checkNothingIsLeft(WindowJobs.sums(TUMBLING.withTrigger(untilTimeout(CountTrigger.of(5)))));
    }

    @Test
    void rule30_triggersOfOtherThingsDoNotFireAtTheEndOfAWindow() {
        try (OperatorHarness<Reading, String> harness =
                WindowJobs.sums(TUMBLING.withTrigger(fiveApart())).open()) {
            harness.process(Reading.of("ann", 1), 1);
            harness.watermark(100);
            assertThat(harness.output()).isEmpty();
        }
        try (OperatorHarness<Reading, String> harness =
                WindowJobs.sums(BY_THE_CLOCK.withTrigger(fiveApart())).open()) {
            harness.process(Reading.of("ann", 1), 1);
            harness.advanceClockTo(100);
            assertThat(harness.output()).isEmpty();
        }
        try (OperatorHarness<Reading, String> harness =
                WindowJobs.sums(
                                BY_THE_CLOCK.withTrigger(
                                        ContinuousEventTimeTrigger.of(ofMillis(4))))
                        .open()) {
            harness.process(Reading.of("ann", 1), 1);
            harness.advanceClockTo(100);
            assertThat(harness.output()).isEmpty();
        }
    }

    @Test
    void rule30_whatFiredEndsTheTimeout() {
        try (OperatorHarness<Reading, String> harness =
                WindowJobs.sums(GLOBAL.withTrigger(untilTimeout(CountTrigger.of(2)))).open()) {
            harness.process(Reading.of("ann", 1));
            harness.process(Reading.of("ann", 2));
            assertThat(harness.output()).containsExactly("ann all 3");
            harness.advanceClockTo(1_000);
            assertThat(harness.output()).hasSize(1);
        }
    }

    @Test
    void rule30_aTimeoutThatClearsNothingCountsAnewFromTheNextRecord() {
        var trigger =
                ProcessingTimeoutTrigger.<Object, Window>of(
                        CountTrigger.of(5), ofMillis(100), false, false);
        try (OperatorHarness<Reading, String> harness =
                WindowJobs.sums(GLOBAL.withTrigger(trigger)).open()) {
            harness.process(Reading.of("ann", 1));
            harness.advanceClockTo(150);
            assertThat(harness.output()).containsExactly("ann all 1");
            harness.process(Reading.of("ann", 2));
            harness.advanceClockTo(300);
            assertThat(harness.output()).containsExactly("ann all 1", "ann all 3");
        }
    }

    @Test
    void rule30_aTimeoutTakesBackTheTimersOfEventTimeOfTheOtherTrigger() {
        var spec =
                TUMBLING.withTrigger(untilTimeout(ContinuousEventTimeTrigger.of(ofMillis(4))))
                        .withAllowedLateness(ofMillis(5));
        try (OperatorHarness<Reading, String> harness = WindowJobs.sums(spec).open()) {
            harness.process(Reading.of("ann", 1), 1);
            harness.advanceClockTo(101);
            assertThat(harness.output()).containsExactly("ann 0..10 1");
            harness.watermark(8);
            assertThat(harness.output()).as("not every 4").hasSize(1);
            harness.watermark(13);
            assertThat(harness.output()).as("not at the end").hasSize(1);
        }
    }

    @Test
    void rule30_aTimeoutTakesBackTheTimerOfTheClockOfTheOtherTrigger() {
        var spec =
                GLOBAL.withTrigger(
                        untilTimeout(ContinuousProcessingTimeTrigger.of(ofMillis(1_000))));
        try (OperatorHarness<Reading, String> harness = WindowJobs.sums(spec).open()) {
            harness.process(Reading.of("ann", 1));
            harness.advanceClockTo(101);
            assertThat(harness.output()).hasSize(1);
            harness.advanceClockTo(5_000);
            assertThat(harness.output()).hasSize(1);
        }
    }

    @Test
    void tellWhatTheyAre() {
        assertThat(PurgingTrigger.of(CountTrigger.of(3)))
                .hasToString("PurgingTrigger(CountTrigger(3))");
        assertThat(ContinuousProcessingTimeTrigger.of(ofMillis(4)))
                .hasToString("ContinuousProcessingTimeTrigger(PT0.004S)");
        assertThat(CountEvictor.of(3).toString()).contains("CountEvictor", "3");
        assertThat(DeltaEvictor.of(2.5, (Reading a, Reading b) -> 0).toString())
                .contains("DeltaEvictor", "2.5");
    }
}
