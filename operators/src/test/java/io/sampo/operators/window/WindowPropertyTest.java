/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.operators.testkit.HarnessSetup;
import io.sampo.operators.testkit.HarnessSnapshot;
import io.sampo.operators.testkit.HarnessStep;
import io.sampo.operators.testkit.OperatorHarness;
import io.sampo.operators.window.evictor.CountEvictor;
import io.sampo.operators.window.evictor.DeltaEvictor;
import io.sampo.operators.window.evictor.TimeEvictor;
import io.sampo.operators.window.trigger.ContinuousEventTimeTrigger;
import io.sampo.operators.window.trigger.CountTrigger;
import io.sampo.operators.window.trigger.PurgingTrigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
                            BatchWindows.sums(BatchWindows.tumbling(events, size, offset)));
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
                            BatchWindows.sums(BatchWindows.sliding(events, size, slide, offset)));
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
                    .containsExactlyInAnyOrderElementsOf(
                            BatchWindows.sums(BatchWindows.sessions(events, event -> gap)));
        }
    }

    @Test
    void rule23_cumulatingWindowsAgreeWithABatch() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            long step = 1 + random.nextLong(12);
            long size = step * (1 + random.nextLong(6));
            long offset = random.nextLong(size) * (random.nextBoolean() ? 1 : -1);
            List<BatchWindows.Event> events = BatchWindows.events(random, EVENTS);
            WindowSpec<Reading, TimeWindow> spec =
                    WindowSpec.of(
                            CumulatingEventTimeWindows.of(
                                    millis(size), millis(step), millis(offset)));

            assertThat(run(seed, spec, random, events))
                    .as("seed=%d", seed)
                    .containsExactlyInAnyOrderElementsOf(
                            BatchWindows.sums(BatchWindows.cumulating(events, size, step, offset)));
        }
    }

    @Test
    void rule24_sessionsWithGapsOfTheirRecordsAgreeWithABatch() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            List<BatchWindows.Event> events = BatchWindows.events(random, EVENTS);
            WindowSpec<Reading, TimeWindow> spec =
                    WindowSpec.of(
                            EventTimeSessionWindows.<Reading>withDynamicGap(
                                    reading -> 1 + reading.value() % 17));

            assertThat(run(seed, spec, random, events))
                    .as("seed=%d", seed)
                    .containsExactlyInAnyOrderElementsOf(
                            BatchWindows.sums(
                                    BatchWindows.sessions(
                                            events, event -> 1 + event.reading().value() % 17)));
        }
    }

    @Test
    void rule34_countWindowsAgreeWithABatch() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            int size = 1 + random.nextInt(9);
            int slide = random.nextBoolean() ? size : 1 + random.nextInt(12);
            List<BatchWindows.Event> events = BatchWindows.events(random, EVENTS);
            boolean after = random.nextInt(4) == 0;
            WindowSpec<Reading, GlobalWindow> spec = counting(size, slide, after);
            // After the function: it has seen what was kept, and all that has come since.
            List<String> expected =
                    BatchWindows.counting(
                            events, size == slide || !after ? size : size + slide, slide);

            assertThat(run(seed, WindowJobs.lists(spec), random, events))
                    .as("seed=%d windows=%s", seed, spec)
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private static WindowSpec<Reading, GlobalWindow> counting(int size, int slide, boolean after) {
        WindowSpec<Reading, GlobalWindow> global = WindowSpec.of(GlobalWindows.create());
        CountTrigger trigger = CountTrigger.of(slide);
        return size == slide
                ? global.withTrigger(PurgingTrigger.of(trigger))
                : global.withTrigger(trigger).withEvictor(CountEvictor.of(size, after));
    }

    @Test
    void rule34_evictorsAgreeWithABatch() {
        for (int seed = 0; seed < SEEDS / 2; seed++) {
            Random random = new Random(seed);
            int limit = 1 + random.nextInt(12);
            List<BatchWindows.Event> events = BatchWindows.events(random, EVENTS);
            WindowSpec<Reading, TimeWindow> plain =
                    WindowSpec.of(SlidingEventTimeWindows.of(millis(50), millis(20)));
            var windows = BatchWindows.sliding(events, 50, 20, 0);

            assertThat(
                            run(
                                    seed,
                                    WindowJobs.lists(plain.withEvictor(CountEvictor.of(limit))),
                                    random,
                                    events))
                    .as("seed=%d", seed)
                    .containsExactlyInAnyOrderElementsOf(
                            BatchWindows.lists(
                                    windows,
                                    all ->
                                            all.subList(
                                                    Math.max(0, all.size() - limit), all.size())));
            assertThat(
                            run(
                                    seed,
                                    WindowJobs.lists(
                                            plain.withEvictor(TimeEvictor.of(millis(limit)))),
                                    random,
                                    events))
                    .as("seed=%d", seed)
                    .containsExactlyInAnyOrderElementsOf(
                            BatchWindows.lists(windows, all -> latest(all, limit)));
            assertThat(
                            run(
                                    seed,
                                    WindowJobs.lists(
                                            plain.withEvictor(
                                                    DeltaEvictor.<Reading>of(
                                                            limit * 8.0,
                                                            (a, b) ->
                                                                    Math.abs(
                                                                            a.value()
                                                                                    - b.value())))),
                                    random,
                                    events))
                    .as("seed=%d", seed)
                    .containsExactlyInAnyOrderElementsOf(
                            BatchWindows.lists(windows, all -> nearTheLast(all, limit * 8)));
        }
    }

    private static List<BatchWindows.Event> latest(List<BatchWindows.Event> all, long millis) {
        long last = all.stream().mapToLong(BatchWindows.Event::timestamp).max().orElseThrow();
        return all.stream().filter(event -> last - event.timestamp() < millis).toList();
    }

    private static List<BatchWindows.Event> nearTheLast(List<BatchWindows.Event> all, long limit) {
        long last = all.get(all.size() - 1).reading().value();
        return all.stream()
                .filter(event -> Math.abs(event.reading().value() - last) < limit)
                .toList();
    }

    @Test
    void rule30_whatContinuousTriggersFireLastAgreesWithABatch() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            List<BatchWindows.Event> events = BatchWindows.events(random, EVENTS);
            var trigger = ContinuousEventTimeTrigger.of(millis(1 + random.nextInt(20)));
            boolean sessions = random.nextBoolean();
            WindowSpec<Reading, TimeWindow> plain =
                    sessions
                            ? WindowSpec.of(EventTimeSessionWindows.withGap(millis(8)))
                            : WindowSpec.of(CumulatingEventTimeWindows.of(millis(60), millis(20)));
            var windows =
                    sessions
                            ? BatchWindows.sessions(events, event -> 8)
                            : BatchWindows.cumulating(events, 60, 20, 0);

            Map<String, Long> last = new HashMap<>();
            for (String result : run(seed, plain.withTrigger(trigger), random, events)) {
                last.put(windowOf(result), sumOf(result));
            }
            assertThat(last).as("seed=%d", seed).containsAllEntriesOf(sumsOf(windows));

            WindowSpec<Reading, TimeWindow> purging = plain.withTrigger(PurgingTrigger.of(trigger));
            Map<String, Long> total = new HashMap<>();
            for (String result : run(seed, purging, random, events)) {
                total.merge(
                        sessions ? result.substring(0, 4) : windowOf(result),
                        sumOf(result),
                        Long::sum);
            }
            Map<String, Long> expected = new HashMap<>();
            sumsOf(windows)
                    .forEach(
                            (window, sum) ->
                                    expected.merge(
                                            sessions ? window.substring(0, 4) : window,
                                            sum,
                                            Long::sum));
            assertThat(total).as("seed=%d, each record fires once", seed).isEqualTo(expected);
        }
    }

    private static Map<String, Long> sumsOf(Map<String, List<BatchWindows.Event>> windows) {
        Map<String, Long> sums = new HashMap<>();
        windows.forEach(
                (window, events) ->
                        sums.put(
                                window,
                                events.stream().mapToLong(event -> event.reading().value()).sum()));
        return sums;
    }

    private static String windowOf(String result) {
        return result.substring(0, result.lastIndexOf(' '));
    }

    private static long sumOf(String result) {
        return Long.parseLong(result.substring(result.lastIndexOf(' ') + 1));
    }

    /** Sums, incrementally or of all records. */
    private static List<String> run(
            int seed,
            WindowSpec<Reading, TimeWindow> spec,
            Random random,
            List<BatchWindows.Event> events) {
        return run(
                seed,
                random.nextBoolean() ? WindowJobs.sums(spec) : WindowJobs.summedLists(spec),
                random,
                events);
    }

    /** Runs with a random number of elements per turn, and breaks at random points. */
    private static List<String> run(
            int seed,
            HarnessSetup<Reading, String> plain,
            Random random,
            List<BatchWindows.Event> events) {
        HarnessSetup<Reading, String> setup = plain.withElementsPerTurn(1 + random.nextInt(5));
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

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }
}
