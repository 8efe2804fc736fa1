/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.StreamException;
import io.sampo.operators.testkit.HarnessSetup;
import io.sampo.operators.testkit.HarnessSnapshot;
import io.sampo.operators.testkit.KeyedHarness;
import io.sampo.operators.testkit.OperatorHarness;
import io.sampo.operators.window.trigger.ContinuousEventTimeTrigger;
import io.sampo.operators.window.trigger.ContinuousProcessingTimeTrigger;
import io.sampo.operators.window.trigger.CountTrigger;
import io.sampo.state.backend.NamespaceType;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SessionWindowsTest {
    private static final WindowSpec<Reading, TimeWindow> SESSIONS =
            WindowSpec.of(EventTimeSessionWindows.withGap(millis(10)));

    @Test
    void rule24_sessionsThatTouchMerge() {
        try (OperatorHarness<Reading, String> harness = WindowJobs.sums(SESSIONS).open()) {
            harness.process(Reading.of("ann", 1), 100);
            harness.process(Reading.of("ann", 2), 110);
            harness.process(Reading.of("bob", 4), 100);
            harness.process(Reading.of("bob", 8), 111);
            harness.watermark(200);

            assertThat(harness.output())
                    .containsExactlyInAnyOrder(
                            "ann 100..120 3", "bob 100..110 4", "bob 111..121 8");
        }
    }

    @Test
    void rule24_aRecordInBetweenJoinsTwoSessions() {
        try (OperatorHarness<Reading, String> harness = WindowJobs.lists(SESSIONS).open()) {
            harness.process(Reading.of("ann", 1), 100);
            harness.process(Reading.of("ann", 2), 118);
            harness.process(Reading.of("ann", 3), 200);
            harness.process(Reading.of("ann", 4), 109);
            harness.watermark(127);
            assertThat(harness.output()).containsExactly("ann 100..128 1 2 4");
            harness.watermark(300);
            assertThat(harness.output()).containsExactly("ann 100..128 1 2 4", "ann 200..210 3");
        }
    }

    @Test
    void rule24_aDynamicGapDecidesForItsRecord() {
        WindowSpec<Reading, TimeWindow> spec =
                WindowSpec.of(EventTimeSessionWindows.<Reading>withDynamicGap(Reading::value));
        try (OperatorHarness<Reading, String> harness = WindowJobs.sums(spec).open()) {
            harness.process(Reading.of("ann", 50), 100);
            harness.process(Reading.of("ann", 5), 120);
            harness.process(Reading.of("ann", 7), 151);
            harness.watermark(149);
            assertThat(harness.output()).containsExactly("ann 100..150 55");
            harness.watermark(200);
            assertThat(harness.output()).containsExactly("ann 100..150 55", "ann 151..158 7");
        }
    }

    @Test
    void rule25_contentsTimersAndTriggersSurviveManyMerges() {
        HarnessSetup<Reading, String> setup = WindowJobs.sums(SESSIONS);
        HarnessSnapshot snapshot;
        try (OperatorHarness<Reading, String> harness = setup.open()) {
            // Growing at both ends, and joining: 100, 120, 140, then the gaps.
            for (long timestamp : new long[] {100, 120, 140, 96, 150, 110}) {
                harness.process(Reading.of("ann", 1), timestamp);
            }
            assertThat(harness.eventTimeTimers("ann"))
                    .as("of 96..130 and of 140..160")
                    .containsExactly(129L, 159L);
            snapshot = harness.snapshot();
        }
        try (OperatorHarness<Reading, String> harness = setup.restore(snapshot)) {
            harness.process(Reading.of("ann", 1), 130);
            assertThat(harness.eventTimeTimers("ann")).containsExactly(159L);
            harness.watermark(158);
            assertThat(harness.output()).as("the old ends do not fire").isEmpty();
            harness.watermark(159);
            assertThat(harness.output()).containsExactly("ann 96..160 7");
            harness.clearEmitted();
            harness.process(Reading.of("ann", 1), 155);
            harness.watermark(170);
            assertThat(harness.output())
                    .as("a new session after the old one")
                    .containsExactly("ann 155..165 1");
        }
    }

    @Test
    void rule25_aSessionThatGrowsLeavesNoTimersBehind() {
        for (WindowSpec<Reading, TimeWindow> spec :
                List.of(
                        SESSIONS,
                        SESSIONS.withAllowedLateness(millis(1_000)),
                        SESSIONS.withTrigger(CountTrigger.of(3)),
                        SESSIONS.withTrigger(ContinuousEventTimeTrigger.of(millis(7))),
                        SESSIONS.withTrigger(ContinuousProcessingTimeTrigger.of(millis(7))))) {
            try (OperatorHarness<Reading, String> harness = WindowJobs.sums(spec).open()) {
                long[] bytes = new long[2];
                for (int round = 0; round < bytes.length; round++) {
                    for (int i = 0; i < 100; i++) {
                        harness.process(Reading.of("ann", 1), 100L * round + i);
                    }
                    bytes[round] = harness.stateBytes();
                }
                assertThat(bytes[1]).as("%s", spec).isEqualTo(bytes[0]).isPositive();
            }
        }
    }

    @Test
    void rule25_aMergedSessionHasOneTimerToFireAndOneToEnd() {
        try (OperatorHarness<Reading, String> harness =
                WindowJobs.sums(SESSIONS.withAllowedLateness(millis(1_000))).open()) {
            harness.process(Reading.of("ann", 1), 100);
            harness.process(Reading.of("ann", 1), 118);
            assertThat(harness.eventTimeTimers("ann")).containsExactly(109L, 127L, 1_109L, 1_127L);
            harness.process(Reading.of("ann", 1), 109);
            assertThat(harness.eventTimeTimers("ann")).containsExactly(127L, 1_127L);
            harness.watermark(127);
            assertThat(harness.eventTimeTimers("ann")).containsExactly(1_127L);
            harness.watermark(1_127);
            assertThat(harness.numEventTimeTimers()).isZero();
        }
    }

    @Test
    void rule25_aMergedSessionOfProcessingTimeHasOneTimerToEnd() {
        WindowSpec<Reading, TimeWindow> spec =
                WindowSpec.<Reading, TimeWindow>of(ProcessingTimeSessionWindows.withGap(millis(10)))
                        .withTrigger(CountTrigger.of(3));
        try (OperatorHarness<Reading, String> harness =
                WindowJobs.sums(spec).withClockAt(100).open()) {
            harness.process(Reading.of("ann", 1));
            assertThat(harness.processingTimeTimers("ann")).containsExactly(109L);
            harness.advanceClock(millis(5));
            harness.process(Reading.of("ann", 1));
            assertThat(harness.processingTimeTimers("ann")).containsExactly(114L);
        }
    }

    @Test
    void rule25_theStateOfTriggersIsMerged() {
        WindowSpec<Reading, TimeWindow> spec = SESSIONS.withTrigger(CountTrigger.of(3));
        try (OperatorHarness<Reading, String> harness = WindowJobs.sums(spec).open()) {
            harness.process(Reading.of("ann", 1), 100);
            harness.process(Reading.of("ann", 2), 120);
            assertThat(harness.output()).isEmpty();
            harness.process(Reading.of("ann", 4), 110);
            assertThat(harness.output()).containsExactly("ann 100..130 7");
            harness.process(Reading.of("ann", 8), 130);
            harness.process(Reading.of("ann", 16), 131);
            assertThat(harness.output()).hasSize(1);
            harness.process(Reading.of("ann", 32), 132);
            assertThat(harness.output()).endsWith("ann 100..142 63");
        }
    }

    @Test
    void rule25_windowsThatMergeHaveNoStateOfTheirOwn() {
        HarnessSetup<Reading, String> setup =
                KeyedHarness.of(
                        WindowOperatorFactory.aggregate(
                                SESSIONS, new WindowJobs.Sum(), new WindowJobs.Firings()),
                        Reading::key);
        try (OperatorHarness<Reading, String> harness = setup.open()) {
            harness.process(Reading.of("ann", 1), 100);
            assertThatThrownBy(() -> harness.watermark(200))
                    .isInstanceOf(StreamException.class)
                    .hasMessageContaining("state='count'")
                    .hasMessageContaining("globalState");
        }
    }

    @Test
    void rule26_aMergedWindowMustNotHaveGone() {
        WindowSpec<Reading, TimeWindow> spec = WindowSpec.of(new Shrinking());
        try (OperatorHarness<Reading, String> harness = WindowJobs.sums(spec).open()) {
            harness.watermark(50);
            harness.process(Reading.of("ann", 1), 60);
            assertThatThrownBy(() -> harness.process(Reading.of("ann", 2), 65))
                    .isInstanceOf(StreamException.class)
                    .hasMessageContaining("currentWatermark=50")
                    .hasMessageContaining("end=10");
        }
    }

    @Test
    void rule28_aLateRecordJoinsALiveSession() {
        WindowSpec<Reading, TimeWindow> spec = SESSIONS.withLateOutput(WindowJobs.LATE);
        try (OperatorHarness<Reading, String> harness = WindowJobs.sums(spec).open()) {
            harness.process(Reading.of("ann", 1), 100);
            harness.watermark(105);
            harness.process(Reading.of("ann", 2), 95);
            harness.process(Reading.of("ann", 4), 80);
            harness.watermark(109);

            assertThat(harness.output()).containsExactly("ann 95..110 3");
            assertThat(harness.sideOutput(WindowJobs.LATE)).containsExactly(Reading.of("ann", 4));
        }
    }

    @Test
    void rule29_aLateRecordFiresTheMergedSessionAtOnce() {
        WindowSpec<Reading, TimeWindow> spec = SESSIONS.withAllowedLateness(millis(100));
        try (OperatorHarness<Reading, String> harness = WindowJobs.sums(spec).open()) {
            harness.process(Reading.of("ann", 1), 100);
            harness.watermark(150);
            assertThat(harness.output()).containsExactly("ann 100..110 1");
            harness.process(Reading.of("ann", 2), 108);
            assertThat(harness.output()).endsWith("ann 100..118 3");
            harness.watermark(217);
            assertThat(harness.output()).hasSize(2);
            harness.process(Reading.of("ann", 4), 107);
            assertThat(harness.counter("numLateRecordsDropped")).isEqualTo(1);
        }
    }

    @Test
    void rule30_sessionsOfProcessingTime() {
        WindowSpec<Reading, TimeWindow> spec =
                WindowSpec.of(ProcessingTimeSessionWindows.withGap(millis(10)));
        try (OperatorHarness<Reading, String> harness = WindowJobs.sums(spec).open()) {
            harness.process(Reading.of("ann", 1));
            harness.advanceClockTo(9);
            harness.process(Reading.of("ann", 2));
            harness.advanceClockTo(18);
            assertThat(harness.output()).isEmpty();
            harness.advanceClockTo(19);
            assertThat(harness.output()).containsExactly("ann 0..19 3");
        }
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }

    /** An assigner that is wrong: what it merges ends before its parts. */
    private static final class Shrinking implements MergingWindowAssigner<Reading, TimeWindow> {
        private static final long serialVersionUID = 1L;

        @Override
        public List<TimeWindow> assign(Reading record, long timestamp, long processingTime) {
            return List.of(new TimeWindow(timestamp, timestamp + 10));
        }

        @Override
        public @Nullable TimeWindow merge(TimeWindow left, TimeWindow right) {
            return left.touches(right) ? new TimeWindow(0, 10) : null;
        }

        @Override
        public Trigger<Object, Window> defaultTrigger() {
            return EventTimeTrigger.create();
        }

        @Override
        public NamespaceType<TimeWindow> windowType() {
            return TimeWindow.type();
        }

        @Override
        public boolean isEventTime() {
            return true;
        }
    }
}
