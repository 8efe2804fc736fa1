/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.operators.testkit.HarnessSetup;
import io.sampo.operators.testkit.KeyedHarness;
import io.sampo.operators.testkit.OperatorHarness;
import io.sampo.operators.testkit.StoredRows;
import io.sampo.operators.window.evictor.CountEvictor;
import io.sampo.operators.window.trigger.ContinuousEventTimeTrigger;
import io.sampo.operators.window.trigger.CountTrigger;
import io.sampo.operators.window.trigger.ProcessingTimeoutTrigger;
import io.sampo.operators.window.trigger.PurgingTrigger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Once all windows are past, and their lateness is over, no row of state and no timer is left,
 * however windows are kept: by window, by key, as slices, merged slices, or sessions that merge.
 */
class PastWindowsTest {
    private static final int SEEDS = 2;

    /** After so many records there are some of each key in each slice of a window. */
    private static final int DENSE = 60;

    static List<WindowSpec<Reading, TimeWindow>> alignedByEventTime() {
        return List.of(
                of(TumblingEventTimeWindows.of(ofMillis(10))),
                of(SlidingEventTimeWindows.of(ofMillis(20), ofMillis(5))),
                of(SlidingEventTimeWindows.of(ofMillis(80), ofMillis(4))),
                // Two slices in each slide.
                of(SlidingEventTimeWindows.of(ofMillis(50), ofMillis(4))),
                // Between two windows there is nothing.
                of(SlidingEventTimeWindows.of(ofMillis(5), ofMillis(9))),
                of(CumulatingEventTimeWindows.of(ofMillis(40), ofMillis(5))));
    }

    static List<WindowSpec<Reading, TimeWindow>> byEventTime() {
        List<WindowSpec<Reading, TimeWindow>> all = new ArrayList<>(alignedByEventTime());
        all.add(of(EventTimeSessionWindows.withGap(ofMillis(10))));
        return all;
    }

    static List<WindowSpec<Reading, TimeWindow>> byTheClock() {
        return List.of(
                of(TumblingProcessingTimeWindows.of(ofMillis(10))),
                of(SlidingProcessingTimeWindows.of(ofMillis(20), ofMillis(5))),
                of(CumulatingProcessingTimeWindows.of(ofMillis(40), ofMillis(5))),
                of(ProcessingTimeSessionWindows.withGap(ofMillis(10))));
    }

    private static WindowSpec<Reading, TimeWindow> of(
            WindowAssigner<? super Reading, TimeWindow> assigner) {
        return WindowSpec.of(assigner);
    }

    @ParameterizedTest
    @MethodSource("byEventTime")
    void rule32_nothingIsLeftOfWindowsThatFireOnce(WindowSpec<Reading, TimeWindow> spec) {
        checkAll(spec);
    }

    @ParameterizedTest
    @MethodSource("byEventTime")
    void rule32_nothingIsLeftOnceTheLatenessIsOver(WindowSpec<Reading, TimeWindow> spec) {
        checkAll(spec.withAllowedLateness(ofMillis(15)));
    }

    @ParameterizedTest
    @MethodSource("byEventTime")
    void rule32_nothingIsLeftOfTriggersAndEvictors(WindowSpec<Reading, TimeWindow> spec) {
        checkAll(spec.withTrigger(CountTrigger.of(3)));
        checkAll(spec.withTrigger(PurgingTrigger.of(CountTrigger.of(3))));
        checkAll(spec.withTrigger(ContinuousEventTimeTrigger.of(ofMillis(4))));
        checkAll(spec.withEvictor(CountEvictor.of(2)));
        if (!(spec.assigner() instanceof MergingWindowAssigner)) {
            checkAll(
                    spec.withTrigger(ProcessingTimeoutTrigger.of(CountTrigger.of(3), ofMillis(7))));
        }
    }

    @ParameterizedTest
    @MethodSource("byTheClock")
    void rule32_nothingIsLeftOfWindowsByTheClock(WindowSpec<Reading, TimeWindow> spec) {
        checkAll(spec);
        checkAll(spec.withTrigger(CountTrigger.of(3)));
        checkAll(spec.withEvictor(CountEvictor.of(2)));
    }

    private static void checkAll(WindowSpec<Reading, TimeWindow> spec) {
        Map<String, HarnessSetup<Reading, String>> setups = new LinkedHashMap<>();
        setups.put("sums", WindowJobs.sums(spec));
        setups.put("reductions", WindowJobs.reductions(spec));
        setups.put("lists", WindowJobs.lists(spec));
        setups.put("sums by key", WindowJobs.sums(spec).withBackend(ByKey::new));
        setups.put("lists by key", WindowJobs.lists(spec).withBackend(ByKey::new));
        setups.forEach(
                (name, setup) -> {
                    for (int seed = 0; seed < SEEDS; seed++) {
                        String run = spec + " " + name + " seed=" + seed;
                        assertThat(rowsWhenAllIsPast(setup, seed, run)).as(run).isEmpty();
                    }
                });
    }

    /** What a function keeps for all windows of a key stays. */
    @Test
    void rule32_nothingIsLeftOfWhatFunctionsKeepForAWindow() {
        for (WindowSpec<Reading, TimeWindow> spec : alignedByEventTime()) {
            HarnessSetup<Reading, String> setup =
                    KeyedHarness.of(
                            WindowOperatorFactory.aggregate(
                                    spec, new WindowJobs.Sum(), new WindowJobs.Firings()),
                            Reading::key);
            for (HarnessSetup<Reading, String> each :
                    List.of(setup, setup.withBackend(ByKey::new))) {
                for (int seed = 0; seed < SEEDS; seed++) {
                    String run = spec + " seed=" + seed;
                    assertThat(rowsWhenAllIsPast(each, seed, run))
                            .as(run)
                            .containsOnlyKeys("count");
                }
            }
        }
    }

    /** Now and then there is nothing for longer than a window. */
    private static long step(Random random) {
        return random.nextInt(12) == 0 ? 90 : random.nextInt(4);
    }

    /** A key whose first window to fire has all of its slices, many of them; then it is silent. */
    private static void burst(OperatorHarness<Reading, String> harness, long now) {
        harness.watermark(now);
        for (long timestamp = now - 40; timestamp <= now; timestamp += 2) {
            harness.process(Reading.of("burst", 1), timestamp);
        }
    }

    private static Map<String, Long> rowsWhenAllIsPast(
            HarnessSetup<Reading, String> setup, int seed, String run) {
        Random random = new Random(seed);
        long now = 100;
        try (OperatorHarness<Reading, String> harness = setup.open()) {
            for (int i = 0; i < 150; i++) {
                now += i < DENSE ? 2 : step(random);
                harness.advanceClockTo(now);
                String key = "key" + random.nextInt(3);
                harness.process(Reading.of(key, i), now - random.nextInt(30));
                if (i == DENSE - 1) {
                    assertThat(StoredRows.in(harness.snapshot())).as(run).isNotEmpty();
                }
                if (i % 6 == 0) {
                    harness.watermark(now - 15);
                }
            }
            burst(harness, now);
            long past = now + 1_000;
            harness.advanceClockTo(past);
            harness.watermark(past);
            assertThat(harness.output()).as(run).isNotEmpty();
            // Of event time all windows of this one are past; those of the clock have to end again.
            harness.process(Reading.of("key0", 1), now);
            harness.advanceClockTo(past + 1_000);
            return StoredRows.in(harness.snapshot());
        }
    }
}
