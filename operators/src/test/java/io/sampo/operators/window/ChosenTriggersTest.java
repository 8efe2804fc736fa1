/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.operators.testkit.Backends;
import io.sampo.operators.testkit.HarnessSetup;
import io.sampo.operators.testkit.OperatorHarness;
import io.sampo.operators.window.trigger.CountTrigger;
import io.sampo.operators.window.trigger.DeltaTrigger;
import io.sampo.operators.window.trigger.ProcessingTimeoutTrigger;
import io.sampo.operators.window.trigger.PurgingTrigger;
import io.sampo.state.AggregatingState;
import io.sampo.state.ListState;
import io.sampo.state.StateDescriptor;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Triggers that no windows have by default, and those that users write. */
class ChosenTriggersTest {
    private static final WindowSpec<Reading, TimeWindow> TUMBLING =
            WindowSpec.of(TumblingEventTimeWindows.of(millis(10)));
    private static final WindowSpec<Reading, GlobalWindow> GLOBAL =
            WindowSpec.of(GlobalWindows.create());
    private static final WindowSpec<Reading, TimeWindow> SESSIONS =
            WindowSpec.of(EventTimeSessionWindows.withGap(millis(10)));

    private static final DeltaTrigger<Reading> FIVE_APART =
            DeltaTrigger.of(5, (Reading a, Reading b) -> b.value() - a.value());

    private static ProcessingTimeoutTrigger<Object, Window> threeOrTimeout() {
        return ProcessingTimeoutTrigger.of(CountTrigger.of(3), millis(100));
    }

    @Test
    void rule30_aDeltaTriggerFiresOnceARecordIsFarEnoughFromTheLastThatDid() {
        HarnessSetup<Reading, String> setup = WindowJobs.lists(GLOBAL.withTrigger(FIVE_APART));
        for (HarnessSetup<Reading, String> each : Backends.both(setup)) {
            try (OperatorHarness<Reading, String> harness = each.open()) {
                for (long value : new long[] {1, 3, 7, 12, 13, 2}) {
                    harness.process(Reading.of("ann", value));
                }
                assertThat(harness.output())
                        .containsExactly("ann all 1 3 7", "ann all 1 3 7 12 13");
            }
        }
    }

    @Test
    void rule30_aTimeoutFiresWhatTheOtherTriggerDidNot() {
        WindowSpec<Reading, GlobalWindow> spec =
                GLOBAL.withTrigger(PurgingTrigger.of(threeOrTimeout()));
        try (OperatorHarness<Reading, String> harness = WindowJobs.lists(spec).open()) {
            harness.process(Reading.of("ann", 1));
            harness.advanceClockTo(50);
            harness.process(Reading.of("ann", 2));
            harness.advanceClockTo(100);
            assertThat(harness.output()).isEmpty();
            harness.advanceClockTo(101);
            assertThat(harness.output()).containsExactly("ann all 1 2");
            harness.process(Reading.of("ann", 3));
            harness.process(Reading.of("ann", 4));
            assertThat(harness.output()).as("counting has begun anew").hasSize(1);
            harness.process(Reading.of("ann", 5));
            assertThat(harness.output()).endsWith("ann all 3 4 5");
            harness.advanceClockTo(1_000);
            assertThat(harness.output()).as("the other trigger ends the wait").hasSize(2);
        }
    }

    @Test
    void rule30_aTimeoutMayCountFromTheLastRecord() {
        WindowSpec<Reading, GlobalWindow> spec =
                GLOBAL.withTrigger(
                        ProcessingTimeoutTrigger.of(CountTrigger.of(5), millis(100), true, true));
        try (OperatorHarness<Reading, String> harness = WindowJobs.sums(spec).open()) {
            harness.process(Reading.of("ann", 1));
            harness.advanceClockTo(90);
            harness.process(Reading.of("ann", 1));
            harness.advanceClockTo(190);
            assertThat(harness.output()).isEmpty();
            harness.advanceClockTo(191);
            assertThat(harness.output()).containsExactly("ann all 2");
            harness.advanceClockTo(1_000);
            assertThat(harness.output()).hasSize(1);
        }
    }

    @Test
    void rule30_aTimeoutMayLeaveTheOtherTriggerAsItIs() {
        WindowSpec<Reading, GlobalWindow> spec =
                GLOBAL.withTrigger(
                        ProcessingTimeoutTrigger.of(CountTrigger.of(3), millis(100), false, false));
        try (OperatorHarness<Reading, String> harness = WindowJobs.sums(spec).open()) {
            harness.process(Reading.of("ann", 1));
            harness.process(Reading.of("ann", 1));
            harness.advanceClockTo(101);
            assertThat(harness.output()).containsExactly("ann all 2");
            harness.process(Reading.of("ann", 1));
            assertThat(harness.output()).as("the third").endsWith("ann all 3");
            harness.process(Reading.of("ann", 1));
            harness.advanceClockTo(202);
            assertThat(harness.output()).as("timed out again").endsWith("ann all 4").hasSize(3);
        }
    }

    @Test
    void rule30_aTimeoutFiresWhatIsLeftAtTheEndOfTheWindow() {
        WindowSpec<Reading, TimeWindow> spec = TUMBLING.withTrigger(threeOrTimeout());
        try (OperatorHarness<Reading, String> harness = WindowJobs.sums(spec).open()) {
            harness.process(Reading.of("ann", 1), 1);
            harness.watermark(9);
            assertThat(harness.output()).containsExactly("ann 0..10 1");
            harness.advanceClockTo(1_000);
            assertThat(harness.output()).as("the window has gone").hasSize(1);
        }
    }

    @Test
    void rule32_atriggerCannotDeleteTheEndOfAWindow() {
        WindowSpec<Reading, TimeWindow> spec =
                TUMBLING.withTrigger(
                        ProcessingTimeoutTrigger.of(EventTimeTrigger.create(), millis(100)));
        try (OperatorHarness<Reading, String> harness = WindowJobs.sums(spec).open()) {
            long[] bytes = new long[3];
            for (int round = 0; round < bytes.length; round++) {
                for (int i = 0; i < 100; i++) {
                    long start = 1_000L * (round * 100 + i);
                    harness.process(Reading.of("ann", 1), start);
                    harness.advanceClockTo(start + 500);
                    harness.watermark(start + 9);
                }
                bytes[round] = harness.stateBytes();
            }
            assertThat(harness.output()).as("at the timeout and at the end").hasSize(600);
            assertThat(bytes[2]).isEqualTo(bytes[1]).isPositive();
        }
    }

    @Test
    void rule25_triggersThatCannotMergeAreRefusedForSessions() {
        assertThatThrownBy(() -> SESSIONS.withTrigger(FIVE_APART))
                .hasMessageContaining("cannot merge")
                .hasMessageContaining("trigger=DeltaTrigger(5.0)");
        assertThatThrownBy(() -> SESSIONS.withTrigger(threeOrTimeout()))
                .hasMessageContaining("trigger=ProcessingTimeoutTrigger(CountTrigger(3), PT0.1S)");
    }

    @Test
    void rule25_triggersOfUsersMergeStateAndTimers() {
        for (HarnessSetup<Reading, String> setup :
                Backends.both(WindowJobs.sums(SESSIONS.withTrigger(new TenOrSoon())))) {
            try (OperatorHarness<Reading, String> harness = setup.open()) {
                harness.process(Reading.of("ann", 4), 100);
                harness.process(Reading.of("ann", 4), 115);
                assertThat(harness.output()).isEmpty();
                harness.process(Reading.of("ann", 3), 108);
                assertThat(harness.output()).containsExactly("ann 100..125 11");
                harness.watermark(111);
                assertThat(harness.output()).as("at 103 and 111").hasSize(3);
                harness.watermark(200);
                assertThat(harness.output()).as("at 118, too").hasSize(4);
            }
        }
    }

    @Test
    void rule25_nothingOfMergedWindowsIsLeft() {
        WindowSpec<Reading, TimeWindow> spec = SESSIONS.withTrigger(new TenOrSoon());
        try (OperatorHarness<Reading, String> harness = WindowJobs.sums(spec).open()) {
            long[] bytes = new long[3];
            for (int round = 0; round < bytes.length; round++) {
                for (int i = 0; i < 100; i++) {
                    long start = 1_000L * (round * 100 + i);
                    for (long offset : new long[] {20, 0, 10, 35, 28}) {
                        harness.process(Reading.of("ann", 3), start + offset);
                    }
                    harness.watermark(start + 45);
                }
                bytes[round] = harness.stateBytes();
            }
            assertThat(bytes[2]).isEqualTo(bytes[1]).isPositive();
            assertThat(harness.counter("fired")).isEqualTo(harness.output().size());
        }
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }

    /** As a user's: fires for each sum of ten, and three milliseconds after each record. */
    private static final class TenOrSoon extends Trigger<Reading, TimeWindow> {
        private static final long serialVersionUID = 1L;
        private static final StateDescriptor<AggregatingState<Reading, Long>> SUM =
                StateDescriptor.aggregating("sum", new WindowJobs.Sum(), Long.class);
        private static final StateDescriptor<ListState<Long>> TIMES =
                StateDescriptor.list("times", Long.class);

        @Override
        public TriggerResult onElement(
                Reading record, long timestamp, TimeWindow window, Context context)
                throws Exception {
            context.registerEventTimeTimer(timestamp + 3);
            context.partitionedState(TIMES).add(timestamp + 3);
            AggregatingState<Reading, Long> sum = context.partitionedState(SUM);
            sum.add(record);
            Long now = sum.get();
            if (now == null || now < 10) {
                return TriggerResult.CONTINUE;
            }
            sum.clear();
            return fire(context);
        }

        private static TriggerResult fire(Context context) {
            context.metrics().counter("fired").increment();
            return TriggerResult.FIRE;
        }

        @Override
        public TriggerResult onEventTime(long time, TimeWindow window, Context context)
                throws Exception {
            for (Long set : context.partitionedState(TIMES).get()) {
                if (set == time) {
                    return fire(context);
                }
            }
            return TriggerResult.CONTINUE;
        }

        @Override
        public TriggerResult onProcessingTime(long time, TimeWindow window, Context context) {
            return TriggerResult.CONTINUE;
        }

        @Override
        public boolean canMerge() {
            return true;
        }

        @Override
        public void onMerge(TimeWindow window, MergeContext context) throws Exception {
            context.mergePartitionedState(SUM);
            context.mergePartitionedState(TIMES);
            for (Long set : context.partitionedState(TIMES).get()) {
                context.registerEventTimeTimer(set);
            }
        }

        @Override
        public void clear(TimeWindow window, Context context) throws Exception {
            ListState<Long> times = context.partitionedState(TIMES);
            for (Long set : times.get()) {
                context.deleteEventTimeTimer(set);
            }
            times.clear();
            context.partitionedState(SUM).clear();
        }
    }
}
