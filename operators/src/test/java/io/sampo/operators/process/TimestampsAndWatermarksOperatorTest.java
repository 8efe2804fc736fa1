/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.core.element.WatermarkStatus;
import io.sampo.operators.testkit.Emitted;
import io.sampo.operators.testkit.HarnessSetup;
import io.sampo.operators.testkit.OperatorHarness;
import io.sampo.operators.watermark.WatermarkGenerator;
import io.sampo.operators.watermark.WatermarkOutput;
import io.sampo.operators.watermark.WatermarkStrategy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimestampsAndWatermarksOperatorTest {
    private static final WatermarkStrategy<Long> BOUNDED =
            WatermarkStrategy.<Long>forBoundedOutOfOrderness(Duration.ofMillis(10))
                    .withTimestampAssigner((record, timestamp) -> record);

    @Test
    void rule15_watermarksTrailTheHighestTimestampByTheBoundAndOne() {
        try (OperatorHarness<Long, Long> harness = of(BOUNDED).open()) {
            harness.process(100L);
            harness.process(90L);
            assertThat(harness.emitted())
                    .containsExactly(new Emitted.Result(100L, 100), new Emitted.Result(90L, 90));
            harness.clearEmitted();
            harness.advanceClockTo(200);
            assertThat(harness.emitted()).containsExactly(new Emitted.Mark(89));
            harness.process(95L);
            harness.advanceClockTo(400);
            assertThat(harness.emitted())
                    .containsExactly(new Emitted.Mark(89), new Emitted.Result(95L, 95));
        }
    }

    @Test
    void rule15_theFirstWatermarkIsNone() {
        try (OperatorHarness<Long, Long> harness = of(BOUNDED).open()) {
            harness.advanceClockTo(1_000);
            assertThat(harness.emitted()).isEmpty();
        }
    }

    @Test
    void inBoundedModeThereAreTimestampsOnly() {
        try (OperatorHarness<Long, Long> harness =
                of(BOUNDED).withSetting("sampo.execution.runtime-mode=batch").open()) {
            harness.process(100L);
            harness.advanceClockTo(1_000);
            harness.endInput();
            assertThat(harness.emitted())
                    .containsExactly(
                            new Emitted.Result(100L, 100), new Emitted.Mark(Long.MAX_VALUE));
        }
    }

    @Test
    void rule16_whatCameFromBeforeIsDroppedButForTheEnd() {
        try (OperatorHarness<Long, Long> harness = of(BOUNDED).open()) {
            harness.watermark(5_000);
            harness.status(WatermarkStatus.IDLE);
            harness.status(WatermarkStatus.ACTIVE);
            assertThat(harness.emitted()).isEmpty();
            harness.watermark(Long.MAX_VALUE);
            assertThat(harness.emitted()).containsExactly(new Emitted.Mark(Long.MAX_VALUE));
        }
    }

    @Test
    void rule16_theRecordLeavesBeforeTheGeneratorSeesIt() {
        WatermarkStrategy<Long> eager = WatermarkStrategy.forGenerator(Punctual::new);
        try (OperatorHarness<Long, Long> harness = of(eager).open()) {
            harness.process(7L, 70);
            harness.process(6L, 60);

            assertThat(harness.emitted())
                    .as("timestamps of the source are kept, watermarks grow")
                    .containsExactly(
                            new Emitted.Result(7L, 70),
                            new Emitted.Mark(70),
                            new Emitted.Result(6L, 60));
        }
    }

    @Test
    void rule16_atTheEndTheGeneratorIsAskedOnceMore() {
        try (OperatorHarness<Long, Long> harness = of(BOUNDED).open()) {
            harness.process(100L);
            harness.finishWithoutWatermark();
            assertThat(harness.emitted())
                    .containsExactly(new Emitted.Result(100L, 100), new Emitted.Mark(89));
        }
    }

    @Test
    void rule16_theIntervalIsASetting() {
        try (OperatorHarness<Long, Long> harness =
                of(BOUNDED).withSetting("sampo.watermark.interval = 1s").open()) {
            harness.process(100L);
            harness.advanceClockTo(999);
            assertThat(harness.emitted()).hasSize(1);
            harness.advanceClockTo(1_000);
            assertThat(harness.emitted()).hasSize(2);
        }
    }

    @Test
    void rule17_isIdleAfterTheTimeoutAndAtMostOneInterval() {
        WatermarkStrategy<Long> impatient = BOUNDED.withIdleness(Duration.ofSeconds(1));
        try (OperatorHarness<Long, Long> harness = of(impatient).open()) {
            harness.advanceClockTo(150);
            harness.process(100L);
            // Probes at 200 (a record), 400 (silent: the count begins), ... 1400 (1000), 1600.
            harness.advanceClockTo(1_500);
            assertThat(harness.emitted())
                    .containsExactly(new Emitted.Result(100L, 100), new Emitted.Mark(89));
            harness.advanceClockTo(1_600);
            harness.advanceClockTo(9_000);
            assertThat(harness.emitted())
                    .hasSize(3)
                    .endsWith(new Emitted.Activity(WatermarkStatus.IDLE));
            harness.clearEmitted();
            harness.process(50L);
            assertThat(harness.emitted())
                    .containsExactly(
                            new Emitted.Activity(WatermarkStatus.ACTIVE),
                            new Emitted.Result(50L, 50));
        }
    }

    @Test
    void rule17_theTimeInWhichItWasHeldUpDoesNotCount() {
        WatermarkStrategy<Long> impatient = BOUNDED.withIdleness(Duration.ofSeconds(1));
        try (OperatorHarness<Long, Long> harness = of(impatient).open()) {
            harness.advanceClockTo(400);
            // An hour without a turn: one probe at its end, as the subtask comes to itself.
            harness.holdUpUntil(3_600_000);
            assertThat(harness.emitted()).isEmpty();
            harness.advanceClock(Duration.ofMillis(600));
            assertThat(harness.emitted()).isEmpty();
            harness.advanceClock(Duration.ofMillis(400));
            assertThat(harness.emitted())
                    .containsExactly(new Emitted.Activity(WatermarkStatus.IDLE));
        }
    }

    @Test
    void rule17_withoutATimeoutOfItsOwnItIsNeverIdle() {
        try (OperatorHarness<Long, Long> harness = of(BOUNDED).open()) {
            harness.process(100L);
            harness.advanceClockTo(10_000_000);
            assertThat(harness.emitted()).noneMatch(Emitted.Activity.class::isInstance);
        }
    }

    private static HarnessSetup<Long, Long> of(WatermarkStrategy<Long> strategy) {
        return OperatorHarness.of(() -> new TimestampsAndWatermarksOperator<>(strategy));
    }

    /** A watermark for every record. */
    private static final class Punctual implements WatermarkGenerator<Long> {
        @Override
        public void onEvent(Long record, long timestamp, WatermarkOutput output) {
            output.emitWatermark(timestamp);
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {}
    }
}
