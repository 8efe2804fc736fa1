/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.function.AggregateFunction;
import io.sampo.operators.testkit.Backends;
import io.sampo.operators.testkit.Emitted;
import io.sampo.operators.testkit.HarnessSetup;
import io.sampo.operators.testkit.HarnessSnapshot;
import io.sampo.operators.testkit.HarnessStep;
import io.sampo.operators.testkit.KeyedHarness;
import io.sampo.operators.testkit.OperatorHarness;
import io.sampo.operators.window.trigger.CountTrigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tumbling and sliding windows that fire once have ways of their own; they must do the same. */
class AlignedWindowsTest {
    private static final WindowSpec<Reading, TimeWindow> SLIDING =
            WindowSpec.of(SlidingEventTimeWindows.of(millis(20), millis(5)));
    private static final WindowSpec<Reading, TimeWindow> CUMULATING =
            WindowSpec.of(CumulatingEventTimeWindows.of(millis(15), millis(5)));

    @Test
    void theyEmitWhatWindowsWithATriggerDo() {
        for (int seed = 0; seed < 120; seed++) {
            Random random = new Random(seed);
            long slide = 1 + random.nextLong(12);
            long size = slide * (1 + random.nextLong(6)) + (random.nextBoolean() ? slide / 2 : 0);
            long offset = random.nextLong(slide);
            long steps = 1 + random.nextLong(9);
            WindowSpec<Reading, TimeWindow> quick =
                    switch (seed % 4) {
                        case 0 ->
                                WindowSpec.of(
                                        TumblingEventTimeWindows.of(millis(size), millis(offset)));
                        case 1 ->
                                WindowSpec.of(
                                        SlidingEventTimeWindows.of(
                                                millis(size), millis(slide), millis(offset)));
                        case 2 -> manySlices(random);
                        default ->
                                WindowSpec.of(
                                        CumulatingEventTimeWindows.of(
                                                millis(slide * steps),
                                                millis(slide),
                                                millis(offset)));
                    };
            quick = quick.withLateOutput(WindowJobs.LATE);
            WindowSpec<Reading, TimeWindow> general = quick.withTrigger(EventTimeTrigger.create());
            List<HarnessStep<Reading>> script = script(random);

            // Not all on disk, where keys have timers: each store takes files and time.
            Backends backend = seed % 10 < 8 ? Backends.HEAP : Backends.ROCKSDB;
            assertThat(steps(backend.of(WindowJobs.sums(quick)), script))
                    .as("seed=%d windows=%s", seed, quick.assigner())
                    .isEqualTo(steps(WindowJobs.sums(general), script));
            assertThat(steps(backend.of(WindowJobs.lists(quick)), script))
                    .as("seed=%d windows=%s", seed, quick.assigner())
                    .isEqualTo(steps(WindowJobs.lists(general), script));
        }
    }

    /** Eight slices in a window at least, so that some are kept merged. */
    private static WindowSpec<Reading, TimeWindow> manySlices(Random random) {
        long slide = 1 + random.nextLong(4);
        long size = slide * (8 + random.nextLong(20)) + (random.nextBoolean() ? slide / 2 : 0);
        return WindowSpec.of(
                SlidingEventTimeWindows.of(
                        millis(size), millis(slide), millis(random.nextLong(slide))));
    }

    /** With many late records, and keys that fall silent for longer than a window. */
    private static List<HarnessStep<Reading>> script(Random random) {
        List<HarnessStep<Reading>> script = new ArrayList<>();
        long now = random.nextLong(100) - 50;
        long watermark = Long.MIN_VALUE;
        for (int i = 0; i < 120; i++) {
            now += random.nextInt(8) == 0 ? random.nextInt(80) : random.nextInt(4);
            String key = "key" + random.nextInt(4);
            script.add(HarnessStep.record(Reading.of(key, i), now - random.nextInt(40)));
            if (random.nextInt(5) == 0 && now - 10 > watermark) {
                watermark = now - 10;
                script.add(HarnessStep.watermark(watermark));
            }
        }
        script.add(HarnessStep.end());
        return script;
    }

    /** What is emitted in each step, sorted, since keys fire in any order. */
    private static List<List<String>> steps(
            HarnessSetup<Reading, String> setup, List<HarnessStep<Reading>> script) {
        List<List<String>> all = new ArrayList<>();
        try (OperatorHarness<Reading, String> harness = setup.open()) {
            for (HarnessStep<Reading> step : script) {
                harness.step(step);
                all.add(harness.emitted().stream().map(Emitted::toString).sorted().toList());
                harness.clearEmitted();
            }
        }
        return all;
    }

    @Test
    void storingAndRestoringSlicesChangesNothing() {
        for (int seed = 0; seed < 6; seed++) {
            List<HarnessStep<Reading>> script = script(new Random(seed)).subList(0, 70);

            assertThat(WindowJobs.sums(SLIDING).runExhaustively(script))
                    .as("seed=%d", seed)
                    .hasSizeGreaterThan(10);
        }
    }

    @Test
    void storingAndRestoringMergedSlicesChangesNothing() {
        for (int seed = 0; seed < 8; seed++) {
            Random random = new Random(seed);
            WindowSpec<Reading, TimeWindow> spec =
                    seed % 2 == 0
                            ? manySlices(random)
                            : WindowSpec.of(CumulatingEventTimeWindows.of(millis(40), millis(4)));
            HarnessSetup<Reading, String> setup =
                    WindowJobs.sums(spec.withLateOutput(WindowJobs.LATE));
            List<HarnessStep<Reading>> script = script(random).subList(0, 70);

            assertThat(
                            (seed < 6 ? Backends.HEAP : Backends.ROCKSDB)
                                    .of(setup)
                                    .runExhaustively(script))
                    .as("seed=%d windows=%s", seed, spec.assigner())
                    .hasSizeGreaterThan(10);
        }
    }

    /** One subtask was ahead of the other when the checkpoint was taken. */
    @Test
    void mergedSlicesOfASubtaskThatWasAheadTakeWhatIsLateForNobodyElse() {
        WindowSpec<Reading, TimeWindow> spec =
                WindowSpec.<Reading, TimeWindow>of(
                                SlidingEventTimeWindows.of(millis(20), millis(2)))
                        .withLateOutput(WindowJobs.LATE);
        HarnessSetup<Reading, String> setup = WindowJobs.sums(spec);
        List<HarnessSnapshot> halves = new ArrayList<>();
        for (int subtask = 0; subtask < 2; subtask++) {
            try (OperatorHarness<Reading, String> half = setup.withSubtask(subtask, 2).open()) {
                for (int i = 0; i < 20; i++) {
                    Reading reading = Reading.of("ann", i);
                    if (half.owns(reading)) {
                        half.process(reading, i);
                    }
                }
                half.watermark(half.owns(Reading.of("ann", 0)) ? 29 : 9);
                halves.add(half.snapshot());
            }
        }
        try (OperatorHarness<Reading, String> one = setup.restore(HarnessSnapshot.ofAll(halves))) {
            one.process(Reading.of("ann", 1_000), 15);
            one.process(Reading.of("ann", 2_000), 9);
            one.process(Reading.of("ann", 4_000), 23);
            one.process(Reading.of("ann", 8_000), 31);
            one.watermark(33);

            // The windows to 30 have fired: 9 is in none that has not.
            assertThat(one.sideOutput(WindowJobs.LATE)).containsExactly(Reading.of("ann", 2_000));
            assertThat(one.output())
                    .containsExactly(
                            "ann 12..32 " + (sum(12, 20) + 13_000),
                            "ann 14..34 " + (sum(14, 20) + 13_000));
        }
    }

    private static long sum(int from, int to) {
        return IntStream.range(from, to).sum();
    }

    @Test
    void slicesMoveToOtherSubtasks() {
        List<Emitted> expected = new ArrayList<>();
        List<HarnessSnapshot> snapshots = new ArrayList<>();
        HarnessSetup<Reading, String> setup = WindowJobs.sums(SLIDING);
        try (OperatorHarness<Reading, String> whole = setup.open()) {
            for (int subtask = 0; subtask < 2; subtask++) {
                try (OperatorHarness<Reading, String> half = setup.withSubtask(subtask, 2).open()) {
                    for (int i = 0; i < 100; i++) {
                        Reading reading = Reading.of("key" + i % 30, i);
                        if (half.owns(reading)) {
                            half.process(reading, i % 37L);
                            whole.process(reading, i % 37L);
                        }
                    }
                    half.watermark(15);
                    snapshots.add(half.snapshot());
                }
            }
            whole.watermark(15);
            whole.clearEmitted();
            whole.watermark(1_000);
            expected.addAll(whole.emitted());
            expected.remove(new Emitted.Mark(1_000));
        }
        List<Emitted> actual = new ArrayList<>();
        HarnessSnapshot all = HarnessSnapshot.ofAll(snapshots);
        for (int subtask = 0; subtask < 3; subtask++) {
            try (OperatorHarness<Reading, String> third =
                    setup.withSubtask(subtask, 3).restore(all)) {
                third.watermark(1_000);
                actual.addAll(third.emitted());
                actual.remove(new Emitted.Mark(1_000));
            }
        }
        assertThat(expected).hasSizeGreaterThan(100);
        assertThat(actual).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void slicesSurviveAggregatesThatChangeWhatTheyAreGiven() {
        HarnessSetup<Reading, String> setup =
                KeyedHarness.of(
                        WindowOperatorFactory.aggregate(SLIDING, new Greedy()), Reading::key);
        try (OperatorHarness<Reading, String> harness = setup.open()) {
            for (int i = 0; i < 8; i++) {
                harness.process(Reading.of("ann", i), i * 5L);
            }
            harness.watermark(39);

            assertThat(harness.output())
                    .containsExactly(
                            "{ann=[0]}",
                            "{ann=[0, 1]}",
                            "{ann=[0, 1, 2]}",
                            "{ann=[0, 1, 2, 3]}",
                            "{ann=[1, 2, 3, 4]}",
                            "{ann=[2, 3, 4, 5]}",
                            "{ann=[3, 4, 5, 6]}",
                            "{ann=[4, 5, 6, 7]}");
        }
    }

    @ParameterizedTest
    @EnumSource
    void mergedSlicesSurviveAggregatesThatChangeWhatTheyAreGiven(Backends backend) {
        for (WindowSpec<Reading, TimeWindow> many :
                List.<WindowSpec<Reading, TimeWindow>>of(
                        WindowSpec.of(SlidingEventTimeWindows.of(millis(10), millis(1))),
                        WindowSpec.of(CumulatingEventTimeWindows.of(millis(100), millis(1))))) {
            boolean sliding = many.assigner() instanceof SlidingEventTimeWindows;
            HarnessSetup<Reading, String> setup =
                    backend.of(
                            KeyedHarness.of(
                                    WindowOperatorFactory.aggregate(many, new Greedy()),
                                    Reading::key));
            try (OperatorHarness<Reading, String> harness = setup.open()) {
                for (int i = 0; i < 50; i++) {
                    harness.process(Reading.of("ann", i), i);
                    harness.watermark(i);
                    if (i % 7 == 0) {
                        harness.snapshot();
                    }
                }
                harness.watermark(58);

                List<String> expected = new ArrayList<>();
                for (int end = 1; end < 60; end++) {
                    int from = sliding ? Math.max(0, end - 10) : 0;
                    List<Integer> all = IntStream.range(from, Math.min(50, end)).boxed().toList();
                    expected.add("{ann=" + all + "}");
                }
                assertThat(harness.output()).isEqualTo(expected);
            }
        }
    }

    @Test
    void aggregatesThatCannotMergeAreKeptByWindow() {
        HarnessSetup<Reading, Long> setup =
                KeyedHarness.of(
                        WindowOperatorFactory.aggregate(SLIDING, new Unmergeable()), Reading::key);
        try (OperatorHarness<Reading, Long> harness = setup.open()) {
            harness.process(Reading.of("ann", 1), 1);
            harness.process(Reading.of("ann", 2), 7);
            harness.watermark(100);

            assertThat(harness.output()).containsExactly(1L, 3L, 3L, 3L, 2L);
        }
    }

    @Test
    void aggregatesThatCannotMergeAreKeptByCumulatingWindow() {
        HarnessSetup<Reading, Long> setup =
                KeyedHarness.of(
                        WindowOperatorFactory.aggregate(CUMULATING, new Unmergeable()),
                        Reading::key);
        try (OperatorHarness<Reading, Long> harness = setup.open()) {
            harness.process(Reading.of("ann", 1), 1);
            harness.process(Reading.of("ann", 2), 7);
            harness.watermark(100);

            assertThat(harness.output()).containsExactly(1L, 3L, 3L);
        }
    }

    @Test
    void changedCumulatingWindowsAreRefused() {
        HarnessSnapshot snapshot;
        try (OperatorHarness<Reading, String> harness = WindowJobs.sums(CUMULATING).open()) {
            harness.process(Reading.of("ann", 1), 1);
            snapshot = harness.snapshot();
        }
        WindowSpec<Reading, TimeWindow> longer =
                WindowSpec.of(CumulatingEventTimeWindows.of(millis(20), millis(5)));
        assertThatThrownBy(() -> WindowJobs.sums(longer).restore(snapshot))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("stored=[slices maxSize=15 step=5 offset=0]")
                .hasMessageContaining("program=[slices maxSize=20 step=5 offset=0]");
    }

    @Test
    void changedSlidingWindowsAreRefused() {
        HarnessSnapshot snapshot;
        try (OperatorHarness<Reading, String> harness = WindowJobs.sums(SLIDING).open()) {
            harness.process(Reading.of("ann", 1), 1);
            snapshot = harness.snapshot();
        }
        WindowSpec<Reading, TimeWindow> longer =
                WindowSpec.of(SlidingEventTimeWindows.of(millis(25), millis(5)));
        for (WindowSpec<Reading, TimeWindow> changed :
                List.of(longer, SLIDING.withTrigger(CountTrigger.of(2)))) {
            assertThatThrownBy(() -> WindowJobs.sums(changed).restore(snapshot))
                    .isInstanceOf(StreamException.class)
                    .hasMessageContaining("stored=[by time, slices size=20 slide=5 offset=0]")
                    .hasMessageContaining("another name")
                    .extracting(failure -> ((StreamException) failure).code())
                    .isEqualTo(ErrorCode.STATE_INCOMPATIBLE);
        }
    }

    @Test
    void tumblingWindowsMayGetAnotherTriggerOrSize() {
        WindowSpec<Reading, TimeWindow> tumbling =
                WindowSpec.of(TumblingEventTimeWindows.of(millis(10)));
        HarnessSnapshot snapshot;
        try (OperatorHarness<Reading, String> harness = WindowJobs.sums(tumbling).open()) {
            harness.process(Reading.of("ann", 1), 1);
            snapshot = harness.snapshot();
        }
        WindowSpec<Reading, TimeWindow> patient = tumbling.withAllowedLateness(millis(5));
        try (OperatorHarness<Reading, String> harness =
                WindowJobs.sums(patient).restore(snapshot)) {
            harness.process(Reading.of("ann", 2), 2);
            harness.watermark(9);
            harness.process(Reading.of("ann", 4), 3);

            assertThat(harness.output()).containsExactly("ann 0..10 3", "ann 0..10 7");
        }
        WindowSpec<Reading, TimeWindow> longer =
                WindowSpec.of(TumblingEventTimeWindows.of(millis(20)));
        try (OperatorHarness<Reading, String> harness = WindowJobs.sums(longer).restore(snapshot)) {
            harness.process(Reading.of("ann", 2), 2);
            harness.watermark(100);

            assertThat(harness.output()).containsExactly("ann 0..10 1", "ann 0..20 2");
        }
    }

    @Test
    void windowsThatHaveFiredDoNotFireAgainWithoutTheirLateness() {
        WindowSpec<Reading, TimeWindow> tumbling =
                WindowSpec.of(TumblingEventTimeWindows.of(millis(10)));
        HarnessSnapshot snapshot;
        try (OperatorHarness<Reading, String> harness =
                WindowJobs.sums(tumbling.withAllowedLateness(millis(20))).open()) {
            harness.process(Reading.of("ann", 1), 1);
            harness.process(Reading.of("ann", 2), 11);
            harness.watermark(9);
            assertThat(harness.output()).containsExactly("ann 0..10 1");
            snapshot = harness.snapshot();
        }
        try (OperatorHarness<Reading, String> harness =
                WindowJobs.sums(tumbling).restore(snapshot)) {
            harness.watermark(1_000);
            assertThat(harness.output()).containsExactly("ann 10..20 2");
        }
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }

    /** Keeps lists by key, and merges by moving them from the one to the other. */
    private static final class Greedy
            implements AggregateFunction<Reading, Map<String, List<Long>>, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public Map<String, List<Long>> createAccumulator() {
            return new HashMap<>();
        }

        @Override
        public Map<String, List<Long>> add(Reading value, Map<String, List<Long>> accumulator) {
            accumulator.computeIfAbsent(value.key(), key -> new ArrayList<>()).add(value.value());
            return accumulator;
        }

        @Override
        public String getResult(Map<String, List<Long>> accumulator) {
            return new TreeMap<>(accumulator).toString();
        }

        @Override
        public Map<String, List<Long>> merge(
                Map<String, List<Long>> left, Map<String, List<Long>> right) {
            for (Map.Entry<String, List<Long>> entry : left.entrySet()) {
                List<Long> joined = entry.getValue();
                joined.addAll(right.getOrDefault(entry.getKey(), new ArrayList<>()));
                right.put(entry.getKey(), joined);
            }
            return right;
        }
    }

    /** As many are written for other engines. */
    private static final class Unmergeable implements AggregateFunction<Reading, Long, Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public Long createAccumulator() {
            return 0L;
        }

        @Override
        public Long add(Reading value, Long accumulator) {
            return accumulator + value.value();
        }

        @Override
        public Long getResult(Long accumulator) {
            return accumulator;
        }

        @Override
        @SuppressWarnings("NullAway") // that is the point
        public @Nullable Long merge(Long left, Long right) {
            return null;
        }
    }
}
