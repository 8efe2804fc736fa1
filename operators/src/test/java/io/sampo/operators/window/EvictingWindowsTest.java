/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.function.TimestampedValue;
import io.sampo.operators.testkit.Backends;
import io.sampo.operators.testkit.HarnessSetup;
import io.sampo.operators.testkit.HarnessSnapshot;
import io.sampo.operators.testkit.HarnessStep;
import io.sampo.operators.testkit.KeyedHarness;
import io.sampo.operators.testkit.OperatorHarness;
import io.sampo.operators.window.evictor.CountEvictor;
import io.sampo.operators.window.evictor.DeltaEvictor;
import io.sampo.operators.window.evictor.TimeEvictor;
import io.sampo.operators.window.trigger.CountTrigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class EvictingWindowsTest {
    private static final WindowSpec<Reading, TimeWindow> TUMBLING =
            WindowSpec.of(TumblingEventTimeWindows.of(millis(10)));
    private static final WindowSpec<Reading, GlobalWindow> PAIRS =
            WindowSpec.<Reading, GlobalWindow>of(GlobalWindows.create())
                    .withTrigger(CountTrigger.of(2));

    @Test
    void rule34_evictorDropsRecordsBeforeTheFunction() {
        WindowSpec<Reading, TimeWindow> spec =
                TUMBLING.withEvictor(CountEvictor.of(2)).withAllowedLateness(millis(10));
        try (OperatorHarness<Reading, String> harness = WindowJobs.lists(spec).open()) {
            harness.process(Reading.of("ann", 1), 9);
            harness.process(Reading.of("ann", 2), 5);
            harness.process(Reading.of("bob", 3), 1);
            harness.process(Reading.of("ann", 4), 1);
            harness.watermark(9);
            assertThat(harness.output()).containsExactlyInAnyOrder("ann 0..10 2 4", "bob 0..10 3");
            harness.process(Reading.of("ann", 8), 3);

            assertThat(harness.output()).endsWith("ann 0..10 4 8");
        }
    }

    @Test
    void rule34_evictorAfterTheFunctionLetsItSeeAll() {
        HarnessSetup<Reading, String> setup =
                WindowJobs.lists(PAIRS.withEvictor(CountEvictor.of(1, true)));
        try (OperatorHarness<Reading, String> harness = setup.open()) {
            for (int i = 1; i <= 6; i++) {
                harness.process(Reading.of("ann", i));
            }
            assertThat(harness.output())
                    .containsExactly("ann all 1 2", "ann all 2 3 4", "ann all 4 5 6");
        }
    }

    @Test
    void rule34_incrementalFunctionsRunOverWhatIsLeft() {
        WindowSpec<Reading, GlobalWindow> spec = PAIRS.withEvictor(CountEvictor.of(3));
        for (HarnessSetup<Reading, String> setup :
                List.of(WindowJobs.sums(spec), WindowJobs.reductions(spec))) {
            try (OperatorHarness<Reading, String> harness = setup.open()) {
                for (int i = 0; i < 6; i++) {
                    harness.process(Reading.of("ann", 1L << i));
                }
                assertThat(harness.output())
                        .containsExactly("ann all 3", "ann all 14", "ann all 56");
            }
        }
    }

    @Test
    void rule34_functionsThatChangeWhatTheyAreGivenDoNotChangeTheWindow() {
        HarnessSetup<List<Long>, List<Long>> setup =
                KeyedHarness.of(
                        WindowOperatorFactory.reduce(
                                WindowSpec.<List<Long>, GlobalWindow>of(GlobalWindows.create())
                                        .withTrigger(CountTrigger.of(1))
                                        .withEvictor(CountEvictor.of(2)),
                                (left, right) -> {
                                    left.addAll(right);
                                    return left;
                                }),
                        list -> "key");
        for (HarnessSetup<List<Long>, List<Long>> each : Backends.both(setup)) {
            try (OperatorHarness<List<Long>, List<Long>> harness = each.open()) {
                for (long i = 1; i <= 4; i++) {
                    harness.process(new ArrayList<>(List.of(i)));
                }
                assertThat(harness.output())
                        .containsExactly(
                                List.of(1L), List.of(1L, 2L), List.of(2L, 3L), List.of(3L, 4L));
            }
        }
    }

    @Test
    void rule34_anEmptyWindowHasAnEmptyAggregateAndNoReduction() {
        WindowSpec<Reading, GlobalWindow> spec = PAIRS.withEvictor(CountEvictor.of(0));
        List<List<String>> outputs = new ArrayList<>();
        for (HarnessSetup<Reading, String> setup :
                List.of(
                        WindowJobs.lists(spec),
                        WindowJobs.sums(spec),
                        WindowJobs.reductions(spec))) {
            try (OperatorHarness<Reading, String> harness = setup.open()) {
                harness.process(Reading.of("ann", 1));
                harness.process(Reading.of("ann", 2));
                outputs.add(harness.output());
            }
        }
        assertThat(outputs).containsExactly(List.of("ann all"), List.of("ann all 0"), List.of());
    }

    @Test
    void rule34_evictorSeesTimestampsWindowAndTime() {
        HarnessSetup<Reading, String> setup =
                WindowJobs.lists(
                        WindowSpec.<Reading, TimeWindow>of(TumblingEventTimeWindows.of(millis(10)))
                                .withTrigger(CountTrigger.of(3))
                                .withEvictor(new Strict()));
        try (OperatorHarness<Reading, String> harness = setup.withClockAt(7).open()) {
            harness.watermark(4);
            harness.process(Reading.of("ann", 1), 4);
            harness.process(Reading.of("ann", 2), 5);
            harness.process(Reading.of("ann", 3), 9);

            assertThat(harness.output()).containsExactly("ann 0..10 2");
        }
    }

    @Test
    void rule34_timeEvictorKeepsTheLastWhile() {
        WindowSpec<Reading, GlobalWindow> spec =
                WindowSpec.<Reading, GlobalWindow>of(GlobalWindows.create())
                        .withTrigger(CountTrigger.of(1))
                        .withEvictor(TimeEvictor.of(millis(10)));
        try (OperatorHarness<Reading, String> harness = WindowJobs.lists(spec).open()) {
            harness.process(Reading.of("ann", 1), 0);
            harness.process(Reading.of("ann", 2), 9);
            harness.process(Reading.of("ann", 3), -1);
            harness.process(Reading.of("ann", 4), 10);
            harness.process(Reading.of("ann", 5), -100);

            assertThat(harness.output())
                    .containsExactly(
                            "ann all 1",
                            "ann all 1 2",
                            "ann all 1 2",
                            "ann all 2 4",
                            "ann all 2 4");
        }
        try (OperatorHarness<Reading, String> harness = WindowJobs.lists(spec).open()) {
            assertThatThrownBy(() -> harness.process(Reading.of("ann", 1)))
                    .isInstanceOf(StreamException.class)
                    .hasMessageContaining("without a timestamp")
                    .hasMessageContaining("evictor=TimeEvictor(PT0.01S)");
        }
    }

    @Test
    void rule34_deltaEvictorKeepsWhatIsNearTheLast() {
        WindowSpec<Reading, TimeWindow> spec =
                TUMBLING.withEvictor(
                        DeltaEvictor.<Reading>of(5, (a, b) -> Math.abs(a.value() - b.value())));
        try (OperatorHarness<Reading, String> harness = WindowJobs.lists(spec).open()) {
            for (long value : new long[] {14, 15, 16, 4, 25, 24, 20}) {
                harness.process(Reading.of("ann", value), 1);
            }
            harness.watermark(9);

            assertThat(harness.output()).containsExactly("ann 0..10 16 24 20");
        }
    }

    @Test
    void rule34_evictorsWorkOnMergedSessions() {
        WindowSpec<Reading, TimeWindow> spec =
                WindowSpec.<Reading, TimeWindow>of(EventTimeSessionWindows.withGap(millis(10)))
                        .withEvictor(CountEvictor.of(3));
        for (HarnessSetup<Reading, String> setup : Backends.both(WindowJobs.lists(spec))) {
            try (OperatorHarness<Reading, String> harness = setup.open()) {
                harness.process(Reading.of("ann", 1), 0);
                harness.process(Reading.of("ann", 2), 1);
                harness.process(Reading.of("ann", 3), 20);
                harness.process(Reading.of("ann", 4), 11);
                harness.endInput();

                assertThat(harness.output()).containsExactly("ann 0..30 2 3 4");
            }
        }
    }

    @Test
    void rule32_windowsWithEvictorsLeaveNothingInTheState() {
        WindowSpec<Reading, TimeWindow> spec = TUMBLING.withEvictor(CountEvictor.of(1));
        try (OperatorHarness<Reading, String> harness = WindowJobs.sums(spec).open()) {
            long[] bytes = new long[3];
            for (int round = 0; round < bytes.length; round++) {
                for (int i = 0; i < 100; i++) {
                    long start = 100L * (round * 100 + i);
                    harness.process(Reading.of("ann", 1), start);
                    harness.process(Reading.of("ann", 1), start + 7);
                    harness.watermark(start + 99);
                }
                bytes[round] = harness.stateBytes();
            }
            assertThat(bytes[2]).isEqualTo(bytes[1]).isPositive();
        }
    }

    @Test
    void anEvictorCannotBePutOnStoredWindowsThatHaveNone() {
        HarnessSnapshot snapshot;
        try (OperatorHarness<Reading, String> harness = WindowJobs.lists(TUMBLING).open()) {
            harness.process(Reading.of("ann", 1), 1);
            snapshot = harness.snapshot();
        }
        HarnessSetup<Reading, String> evicting =
                WindowJobs.lists(TUMBLING.withEvictor(CountEvictor.of(1)));
        assertThatThrownBy(() -> evicting.restore(snapshot))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("stored=[windows by time] program=[records]")
                .extracting(failure -> ((StreamException) failure).code())
                .isEqualTo(ErrorCode.STATE_INCOMPATIBLE);
    }

    @Test
    void storingAndRestoringInRocksDbChangesNothing() {
        List<HarnessStep<Reading>> script = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            script.add(HarnessStep.record(Reading.of("key" + i % 2, i), i));
        }
        HarnessSetup<Reading, String> setup =
                WindowJobs.lists(PAIRS.withEvictor(CountEvictor.of(3)));

        assertThat(Backends.ROCKSDB.of(setup).runExhaustively(script)).hasSize(6);
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }

    /** Drops what is behind the watermark, the record at the window's end, and checks the size. */
    private static final class Strict implements Evictor<Reading, TimeWindow> {
        private static final long serialVersionUID = 1L;

        @Override
        public void evictBefore(
                Iterable<TimestampedValue<Reading>> elements,
                int size,
                TimeWindow window,
                Context context) {
            assertThat(elements).hasSize(size);
            assertThat(context.currentProcessingTime()).isEqualTo(7);
            for (Iterator<TimestampedValue<Reading>> each = elements.iterator(); each.hasNext(); ) {
                long timestamp = each.next().timestamp();
                if (timestamp <= context.currentWatermark() || timestamp == window.maxTimestamp()) {
                    each.remove();
                    assertThatThrownBy(each::remove).isInstanceOf(IllegalStateException.class);
                }
            }
            assertThat(elements).hasSize(1);
        }

        @Override
        public void evictAfter(
                Iterable<TimestampedValue<Reading>> elements,
                int size,
                TimeWindow window,
                Context context) {
            assertThat(elements).hasSize(size).hasSize(1);
            Iterator<TimestampedValue<Reading>> each = elements.iterator();
            each.next();
            assertThatThrownBy(each::next).isInstanceOf(NoSuchElementException.class);
        }
    }
}
