/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.core.element.WatermarkStatus;
import io.sampo.operators.chain.WatermarkCombiner;
import io.sampo.operators.testkit.Emitted;
import io.sampo.operators.testkit.OperatorHarness;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Two steps do what one does: with records of three channels in any order, late or not, between
 * watermarks, barriers and pauses, results and late records are the same.
 */
class PreAggregationPropertyTest {
    private static final int SEEDS = 300;
    private static final int STEPS = 400;
    private static final int CHANNELS = 3;

    @Test
    void tumblingWindowsAreTheSameInTwoSteps() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            long size = 1 + random.nextLong(50);
            long offset = random.nextLong(size) * (random.nextBoolean() ? 1 : -1);
            check(
                    seed,
                    random,
                    WindowSpec.of(
                            TumblingEventTimeWindows.of(
                                    Duration.ofMillis(size), Duration.ofMillis(offset))));
        }
    }

    @Test
    void slidingWindowsAreTheSameInTwoSteps() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            long slide = 1 + random.nextLong(20);
            long size = slide * (1 + random.nextLong(5)) + (random.nextInt(4) == 0 ? slide / 2 : 0);
            WindowSpec<Reading, TimeWindow> spec =
                    WindowSpec.of(
                            SlidingEventTimeWindows.of(
                                    Duration.ofMillis(size),
                                    Duration.ofMillis(slide),
                                    Duration.ofMillis(random.nextLong(slide))));
            if (WindowOperatorFactory.fitsTwoSteps(spec, new WindowJobs.Sum())) {
                check(seed, random, spec);
            }
        }
    }

    private static void check(int seed, Random random, WindowSpec<Reading, TimeWindow> spec) {
        try (OneStep one = new OneStep(spec);
                TwoSteps two = new TwoSteps(spec)) {
            long[] times = new long[CHANNELS];
            for (int i = 0; i < STEPS; i++) {
                int channel = random.nextInt(CHANNELS);
                times[channel] += random.nextInt(8);
                long timestamp = times[channel] - random.nextInt(30);
                Reading reading = Reading.of("key" + random.nextInt(3), random.nextInt(100));
                long watermark = times[channel] - random.nextInt(25);
                switch (random.nextInt(12)) {
                    case 0, 1, 2 -> {
                        one.watermark(channel, watermark);
                        two.watermark(channel, watermark);
                    }
                    case 3 -> {
                        one.idle(channel);
                        two.idle(channel);
                    }
                    case 4 -> two.barrier();
                    default -> {
                        one.record(channel, reading, timestamp);
                        two.record(channel, reading, timestamp);
                    }
                }
                two.time();
            }
            one.end();
            two.end();
            assertThat(two.results())
                    .as("seed=%d %s", seed, spec)
                    .containsExactlyInAnyOrderElementsOf(one.results());
            assertThat(two.late()).as("late, seed=%d %s", seed, spec).isEqualTo(one.late());
        }
    }

    /** The watermark of several channels, as an engine combines it. */
    private static final class Channels {
        private final WatermarkCombiner combiner = new WatermarkCombiner(CHANNELS, Long.MIN_VALUE);

        /** Returns whether the combined watermark has grown. */
        boolean grows(int channel, long watermark, boolean isIdle) {
            WatermarkStatus status = isIdle ? WatermarkStatus.IDLE : WatermarkStatus.ACTIVE;
            boolean byStatus = combiner.onStatus(channel, status).growsWatermark();
            return combiner.onWatermark(channel, watermark) || byStatus;
        }

        long combined() {
            return combiner.watermark();
        }
    }

    private static final class OneStep implements AutoCloseable {
        private final OperatorHarness<Reading, String> windows;
        private final Channels channels = new Channels();

        OneStep(WindowSpec<Reading, TimeWindow> spec) {
            windows = WindowJobs.sums(spec).open();
        }

        void record(int channel, Reading reading, long timestamp) {
            pass(channel, Long.MIN_VALUE, false);
            windows.process(reading, timestamp);
        }

        void watermark(int channel, long watermark) {
            pass(channel, watermark, false);
        }

        void idle(int channel) {
            pass(channel, Long.MIN_VALUE, true);
        }

        private void pass(int channel, long watermark, boolean idle) {
            if (channels.grows(channel, watermark, idle)) {
                windows.watermark(channels.combined());
            }
        }

        void end() {
            windows.endInput();
        }

        List<String> results() {
            return windows.output();
        }

        long late() {
            return windows.counter("numLateRecordsDropped");
        }

        @Override
        public void close() {
            windows.close();
        }
    }

    private static final class TwoSteps implements AutoCloseable {
        private final List<OperatorHarness<Reading, Partial<String, Long>>> before;
        private final OperatorHarness<Partial<String, Long>, String> windows;
        private final Channels channels = new Channels();
        private final long[] watermarks = new long[CHANNELS];
        private final boolean[] idle = new boolean[CHANNELS];

        TwoSteps(WindowSpec<Reading, TimeWindow> spec) {
            Arrays.fill(watermarks, Long.MIN_VALUE);
            before = List.of(open(spec), open(spec), open(spec));
            windows = WindowJobs.mergedSums(spec).open();
        }

        private static OperatorHarness<Reading, Partial<String, Long>> open(
                WindowSpec<Reading, TimeWindow> spec) {
            return OperatorHarness.<Reading, Partial<String, Long>>of(
                            WindowOperatorFactory.preAggregate(
                                    spec, Reading::key, new WindowJobs.Sum()))
                    .open();
        }

        void record(int channel, Reading reading, long timestamp) {
            status(channel, false);
            before.get(channel).process(reading, timestamp);
            deliver(channel);
        }

        void watermark(int channel, long watermark) {
            status(channel, false);
            if (watermark > watermarks[channel]) {
                watermarks[channel] = watermark;
                before.get(channel).watermark(watermark);
            }
            deliver(channel);
        }

        void idle(int channel) {
            status(channel, true);
        }

        /** Time passes between the steps, which matters to a channel that was idle. */
        void time() {
            for (int channel = 0; channel < CHANNELS; channel++) {
                before.get(channel).advanceClock(Duration.ofMillis(5));
                deliver(channel);
            }
        }

        private void status(int channel, boolean toIdle) {
            if (idle[channel] != toIdle) {
                idle[channel] = toIdle;
                before.get(channel).status(toIdle ? WatermarkStatus.IDLE : WatermarkStatus.ACTIVE);
                deliver(channel);
            }
        }

        void barrier() {
            for (int channel = 0; channel < CHANNELS; channel++) {
                before.get(channel).snapshot();
                deliver(channel);
            }
        }

        void end() {
            for (int channel = 0; channel < CHANNELS; channel++) {
                before.get(channel).endInput();
                deliver(channel);
            }
            windows.endInput();
        }

        @SuppressWarnings("unchecked")
        private void deliver(int channel) {
            for (Emitted emitted : List.copyOf(before.get(channel).emitted())) {
                if (emitted instanceof Emitted.Result result) {
                    windows.process((Partial<String, Long>) result.value(), result.timestamp());
                } else if (emitted instanceof Emitted.Mark mark) {
                    pass(channel, mark.timestamp(), false);
                } else if (emitted instanceof Emitted.Activity activity) {
                    pass(channel, Long.MIN_VALUE, activity.status() == WatermarkStatus.IDLE);
                }
            }
            before.get(channel).clearEmitted();
        }

        private void pass(int channel, long watermark, boolean idle) {
            if (channels.grows(channel, watermark, idle)) {
                windows.watermark(channels.combined());
            }
        }

        List<String> results() {
            return windows.output();
        }

        long late() {
            return windows.counter("numLateRecordsDropped");
        }

        @Override
        public void close() {
            before.forEach(OperatorHarness::close);
            windows.close();
        }
    }
}
