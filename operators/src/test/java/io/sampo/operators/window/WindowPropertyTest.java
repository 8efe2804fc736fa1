/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.operators.testkit.Emitted;
import io.sampo.operators.testkit.HarnessSetup;
import io.sampo.operators.testkit.HarnessSnapshot;
import io.sampo.operators.testkit.HarnessStep;
import io.sampo.operators.testkit.OperatorHarness;
import io.sampo.operators.window.trigger.CountTrigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever comes in whatever order within the bound: the results are those of a batch. */
class WindowPropertyTest {
    private static final int SEEDS = 40;
    private static final int EVENTS = 150;

    @Test
    void tumblingWindowsAgreeWithABatch() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            long size = 1 + random.nextLong(50);
            long offset = random.nextLong(size) * (random.nextBoolean() ? 1 : -1);
            List<BatchWindows.Event> events = BatchWindows.events(random, EVENTS);
            WindowSpec<Reading, TimeWindow> spec =
                    WindowSpec.of(TumblingEventTimeWindows.of(millis(size), millis(offset)));

            assertThat(run(seed, spec, random, events))
                    .as("seed=%d", seed)
                    .containsExactlyInAnyOrderElementsOf(
                            BatchWindows.tumbling(events, size, offset));
        }
    }

    @Test
    void slidingWindowsAgreeWithABatch() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            long slide = 1 + random.nextLong(30);
            long size = 1 + random.nextLong(60);
            long offset = random.nextLong(slide);
            List<BatchWindows.Event> events = BatchWindows.events(random, EVENTS);
            WindowSpec<Reading, TimeWindow> spec =
                    WindowSpec.of(
                            SlidingEventTimeWindows.of(
                                    millis(size), millis(slide), millis(offset)));

            assertThat(run(seed, spec, random, events))
                    .as("seed=%d", seed)
                    .containsExactlyInAnyOrderElementsOf(
                            BatchWindows.sliding(events, size, slide, offset));
        }
    }

    @Test
    void rule24_sessionsAgreeWithABatch() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            long gap = 1 + random.nextLong(30);
            List<BatchWindows.Event> events = BatchWindows.events(random, EVENTS);
            WindowSpec<Reading, TimeWindow> spec =
                    WindowSpec.of(EventTimeSessionWindows.withGap(millis(gap)));

            assertThat(run(seed, spec, random, events))
                    .as("seed=%d", seed)
                    .containsExactlyInAnyOrderElementsOf(BatchWindows.sessions(events, gap));
        }
    }

    /** Runs with a random number of elements per turn, and breaks at random points. */
    private static List<String> run(
            int seed,
            WindowSpec<Reading, TimeWindow> spec,
            Random random,
            List<BatchWindows.Event> events) {
        HarnessSetup<Reading, String> setup =
                (random.nextBoolean() ? WindowJobs.sums(spec) : WindowJobs.summedLists(spec))
                        .withElementsPerTurn(1 + random.nextInt(5));
        List<String> results = new ArrayList<>();
        OperatorHarness<Reading, String> harness = setup.open();
        try {
            for (HarnessStep<Reading> step : BatchWindows.script(random, events)) {
                if (random.nextInt(20) == 0) {
                    HarnessSnapshot snapshot = harness.snapshot();
                    harness.close();
                    harness = setup.restore(snapshot);
                }
                harness.step(step);
                results.addAll(harness.output());
                harness.clearEmitted();
                assertThat(harness.counter("numLateRecordsDropped")).as("seed=%d", seed).isZero();
            }
        } finally {
            harness.close();
        }
        return results;
    }

    @Test
    void storingAndRestoringAtAnyPointChangesNothing() {
        for (int seed = 0; seed < 24; seed++) {
            Random random = new Random(seed);
            List<BatchWindows.Event> events = BatchWindows.events(random, 40);
            WindowSpec<Reading, TimeWindow> spec = anySpec(seed);
            HarnessSetup<Reading, String> setup =
                    seed % 2 == 0 ? WindowJobs.sums(spec) : WindowJobs.lists(spec);

            List<Emitted> emitted = setup.runExhaustively(eagerScript(random, events));

            assertThat(emitted).as("seed=%d", seed).hasSizeGreaterThan(10);
        }
    }

    private static WindowSpec<Reading, TimeWindow> anySpec(int seed) {
        WindowSpec<Reading, TimeWindow> spec =
                switch (seed % 6) {
                    case 0 -> WindowSpec.of(TumblingEventTimeWindows.of(millis(10)));
                    case 1 -> WindowSpec.of(SlidingEventTimeWindows.of(millis(12), millis(5)));
                    case 2 -> WindowSpec.of(EventTimeSessionWindows.withGap(millis(9)));
                    case 3 -> WindowSpec.of(TumblingProcessingTimeWindows.of(millis(10)));
                    case 4 -> WindowSpec.of(ProcessingTimeSessionWindows.withGap(millis(4)));
                    default ->
                            WindowSpec.<Reading, TimeWindow>of(
                                            EventTimeSessionWindows.withGap(millis(9)))
                                    .withTrigger(CountTrigger.of(2));
                };
        return seed < 12
                ? spec.withLateOutput(WindowJobs.LATE)
                : spec.withAllowedLateness(millis(15));
    }

    /** With watermarks that make some events late, and a clock that moves. */
    private static List<HarnessStep<Reading>> eagerScript(
            Random random, List<BatchWindows.Event> events) {
        List<HarnessStep<Reading>> script = new ArrayList<>();
        long watermark = Long.MIN_VALUE;
        long clock = 0;
        for (BatchWindows.Event event : events) {
            script.add(HarnessStep.record(event.reading(), event.timestamp()));
            if (random.nextInt(3) == 0 && event.timestamp() > watermark) {
                watermark = event.timestamp();
                script.add(HarnessStep.watermark(watermark));
            }
            if (random.nextInt(3) == 0) {
                clock += random.nextInt(8);
                script.add(HarnessStep.time(clock));
            }
        }
        script.add(HarnessStep.end());
        return script;
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }
}
