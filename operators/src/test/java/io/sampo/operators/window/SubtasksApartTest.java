/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.operators.testkit.Backends;
import io.sampo.operators.testkit.Emitted;
import io.sampo.operators.testkit.HarnessSetup;
import io.sampo.operators.testkit.HarnessSnapshot;
import io.sampo.operators.testkit.HarnessStep;
import io.sampo.operators.testkit.OperatorHarness;
import io.sampo.operators.window.trigger.ContinuousEventTimeTrigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Subtasks have come to different times when a checkpoint is taken, and all go on from the lowest.
 */
class SubtasksApartTest {
    private static final WindowSpec<Reading, TimeWindow> TUMBLING =
            WindowSpec.of(TumblingEventTimeWindows.of(millis(10)));
    private static final WindowSpec<Reading, TimeWindow> SLIDING =
            WindowSpec.of(SlidingEventTimeWindows.of(millis(20), millis(5)));
    private static final WindowSpec<Reading, TimeWindow> MANY_SLICES =
            WindowSpec.of(SlidingEventTimeWindows.of(millis(20), millis(2)));
    private static final WindowSpec<Reading, TimeWindow> CUMULATING =
            WindowSpec.of(CumulatingEventTimeWindows.of(millis(20), millis(4)));
    private static final WindowSpec<Reading, TimeWindow> SESSIONS =
            WindowSpec.of(EventTimeSessionWindows.withGap(millis(4)));

    private static final List<WindowSpec<Reading, TimeWindow>> ALL =
            List.of(
                    TUMBLING,
                    SLIDING,
                    MANY_SLICES,
                    CUMULATING,
                    SESSIONS,
                    TUMBLING.withAllowedLateness(millis(12)),
                    SESSIONS.withAllowedLateness(millis(12)),
                    TUMBLING.withTrigger(ContinuousEventTimeTrigger.of(millis(3))));

    @Test
    void rule20_whatWasLateForAKeyIsLateInWhicheverSubtask() {
        String ahead = keyOf(WindowJobs.sums(TUMBLING), 0);
        String behind = keyOf(WindowJobs.sums(TUMBLING), 1);
        for (WindowSpec<Reading, TimeWindow> spec : ALL.subList(0, 5)) {
            for (HarnessSetup<Reading, String> setup :
                    Backends.both(WindowJobs.sums(spec.withLateOutput(WindowJobs.LATE)))) {
                HarnessSnapshot apart = snapshot(setup, 100, 50);
                // Nothing of it is lost if it is stored again meanwhile.
                for (int restores = 0; restores < 2; restores++) {
                    try (OperatorHarness<Reading, String> one = setup.restore(apart)) {
                        one.process(Reading.of(ahead, 1), 71);
                        one.process(Reading.of(behind, 2), 71);
                        one.watermark(60);
                        apart = one.snapshot();
                        assertThat(one.sideOutput(WindowJobs.LATE))
                                .as("restores=%d windows=%s", restores, spec.assigner())
                                .containsExactly(Reading.of(ahead, 1));
                        one.watermark(99);
                        assertThat(one.output())
                                .isNotEmpty()
                                .allMatch(result -> result.startsWith(behind + " "));
                        one.process(Reading.of(ahead, 4), 121);
                        one.watermark(150);
                        assertThat(one.output()).anyMatch(result -> result.startsWith(ahead + " "));
                    }
                }
            }
        }
    }

    /** Two subtasks without any record, one at each watermark. */
    private static HarnessSnapshot snapshot(
            HarnessSetup<Reading, String> setup, long first, long second) {
        List<HarnessSnapshot> halves = new ArrayList<>();
        for (int subtask = 0; subtask < 2; subtask++) {
            try (OperatorHarness<Reading, String> half = setup.withSubtask(subtask, 2).open()) {
                half.watermark(subtask == 0 ? first : second);
                halves.add(half.snapshot());
            }
        }
        return HarnessSnapshot.ofAll(halves);
    }

    private static String keyOf(HarnessSetup<Reading, String> setup, int subtask) {
        try (OperatorHarness<Reading, String> half = setup.withSubtask(subtask, 2).open()) {
            for (int i = 0; ; i++) {
                if (half.owns(Reading.of("key" + i, 0))) {
                    return "key" + i;
                }
            }
        }
    }

    @Test
    void rule20_theEndOfTimeIsNotRememberedForKeys() {
        for (WindowSpec<Reading, TimeWindow> spec : ALL) {
            HarnessSetup<Reading, String> setup = WindowJobs.sums(spec);
            HarnessSnapshot snapshot;
            try (OperatorHarness<Reading, String> harness = setup.open()) {
                harness.process(Reading.of("ann", 1), 5);
                harness.watermark(2);
                harness.endInput();
                snapshot = harness.snapshot();
            }
            try (OperatorHarness<Reading, String> harness = setup.restore(snapshot)) {
                harness.process(Reading.of("ann", 2), 5);
                harness.watermark(200);

                assertThat(harness.output())
                        .as("windows=%s", spec.assigner())
                        .isNotEmpty()
                        .allMatch(result -> result.endsWith(" 2"));
            }
        }
    }

    /** With records that are late for some subtasks, and in time for others. */
    @Test
    void rule20_theyGoOnAtAnotherParallelism() {
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            WindowSpec<Reading, TimeWindow> spec =
                    ALL.get(seed % ALL.size()).withLateOutput(WindowJobs.LATE);
            HarnessSetup<Reading, String> setup =
                    random.nextInt(3) == 0 ? WindowJobs.lists(spec) : WindowJobs.sums(spec);
            // Not all on disk: each store takes files and time.
            setup = (seed % 9 == 0 ? Backends.ROCKSDB : Backends.HEAP).of(setup);
            List<HarnessStep<Reading>> before = WindowJobs.records(random, 0, 60);
            List<HarnessStep<Reading>> after = WindowJobs.records(random, 30, 90);
            List<Emitted> expected = new ArrayList<>();
            List<Emitted> actual = new ArrayList<>();
            List<HarnessSnapshot> halves = new ArrayList<>();
            for (int subtask = 0; subtask < 2; subtask++) {
                try (OperatorHarness<Reading, String> half = setup.withSubtask(subtask, 2).open()) {
                    WindowJobs.run(half, before);
                    long watermark = 20 + random.nextInt(40);
                    half.watermark(watermark);
                    addResults(half, actual);
                    halves.add(half.snapshot());
                    half.watermark(Math.max(watermark, 40));
                    WindowJobs.run(half, after);
                    half.step(HarnessStep.end());
                    addResults(half, expected);
                }
            }
            int parallelism = 1 + random.nextInt(3);
            for (int subtask = 0; subtask < parallelism; subtask++) {
                HarnessSetup<Reading, String> part =
                        setup.withSubtask(subtask, parallelism)
                                .withElementsPerTurn(1 + random.nextInt(3));
                HarnessSnapshot again;
                try (OperatorHarness<Reading, String> harness =
                        part.restore(HarnessSnapshot.ofAll(halves))) {
                    // Between what the two had seen: some keys have fired, others have not.
                    harness.watermark(40);
                    again = harness.snapshot();
                    addResults(harness, actual);
                }
                try (OperatorHarness<Reading, String> harness = part.restore(again)) {
                    WindowJobs.run(harness, after);
                    harness.step(HarnessStep.end());
                    addResults(harness, actual);
                }
            }
            assertThat(actual)
                    .as("seed=%d windows=%s", seed, spec)
                    .containsExactlyInAnyOrderElementsOf(expected)
                    .hasSizeGreaterThan(20);
        }
    }

    /** Results, and records that were late. */
    private static void addResults(OperatorHarness<Reading, String> harness, List<Emitted> target) {
        harness.emitted().stream()
                .filter(emitted -> !(emitted instanceof Emitted.Mark))
                .forEach(target::add);
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }
}
