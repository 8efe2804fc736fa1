/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.core.element.WatermarkStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InputWatermarksTest {
    private static final WatermarkStatus IDLE = WatermarkStatus.IDLE;
    private static final WatermarkStatus ACTIVE = WatermarkStatus.ACTIVE;

    /** Channels 0 and 2 belong to the first input, channel 1 to the second. */
    private final InputWatermarks watermarks =
            new InputWatermarks(List.of(0, 1, 0), Long.MIN_VALUE);

    @Test
    void rule13_theLowestOfTheInputsCounts() {
        assertThat(watermarks.onWatermark(0, 10)).isEqualTo(WatermarkChange.NONE);
        assertThat(watermarks.onWatermark(1, 7)).isEqualTo(WatermarkChange.NONE);
        assertThat(watermarks.onWatermark(2, 9)).isEqualTo(WatermarkChange.WATERMARK);
        assertThat(watermarks.watermark()).isEqualTo(7);
        assertThat(watermarks.onWatermark(1, 30)).isEqualTo(WatermarkChange.WATERMARK);
        assertThat(watermarks.watermark()).isEqualTo(9);
    }

    @Test
    void rule13_anIdleInputDoesNotHoldTheOtherBack() {
        watermarks.onWatermark(1, 20);
        assertThat(watermarks.onStatus(0, IDLE)).isEqualTo(WatermarkChange.NONE);
        assertThat(watermarks.onStatus(2, IDLE)).isEqualTo(WatermarkChange.WATERMARK);
        assertThat(watermarks.watermark()).isEqualTo(20);
    }

    @Test
    void rule13_onceAllInputsAreIdleTheHighestCounts() {
        watermarks.onWatermark(0, 50);
        watermarks.onWatermark(2, 50);
        assertThat(watermarks.onWatermark(1, 20)).isEqualTo(WatermarkChange.WATERMARK);
        assertThat(watermarks.onStatus(0, IDLE)).isEqualTo(WatermarkChange.NONE);
        assertThat(watermarks.onStatus(2, IDLE)).isEqualTo(WatermarkChange.NONE);
        assertThat(watermarks.onStatus(1, IDLE)).isEqualTo(WatermarkChange.WATERMARK_THEN_IDLE);
        assertThat(watermarks.watermark()).isEqualTo(50);
    }

    @Test
    void rule13_anInputThatComesBackDoesNotTakeTheWatermarkBack() {
        watermarks.onWatermark(1, 20);
        watermarks.onStatus(1, IDLE);
        watermarks.onWatermark(0, 90);
        assertThat(watermarks.onWatermark(2, 80)).isEqualTo(WatermarkChange.WATERMARK);
        assertThat(watermarks.onStatus(1, ACTIVE)).isEqualTo(WatermarkChange.NONE);
        assertThat(watermarks.onWatermark(1, 30)).isEqualTo(WatermarkChange.NONE);
        assertThat(watermarks.watermark()).isEqualTo(80);
        assertThat(watermarks.onWatermark(1, 85)).isEqualTo(WatermarkChange.NONE);
        assertThat(watermarks.onWatermark(2, 90)).isEqualTo(WatermarkChange.WATERMARK);
        assertThat(watermarks.watermark()).isEqualTo(85);
    }

    @Test
    void theChannelsOfOneInputAreCombinedAsBefore() {
        InputWatermarks one = new InputWatermarks(List.of(0, 0), 5);
        assertThat(one.watermark()).isEqualTo(5);
        assertThat(one.onWatermark(0, 10)).isEqualTo(WatermarkChange.NONE);
        assertThat(one.onWatermark(1, 8)).isEqualTo(WatermarkChange.WATERMARK);
        assertThat(one.onStatus(1, IDLE)).isEqualTo(WatermarkChange.WATERMARK);
        assertThat(one.watermark()).isEqualTo(10);
        assertThat(one.onStatus(0, IDLE)).isEqualTo(WatermarkChange.IDLE);
        assertThat(one.onStatus(0, ACTIVE)).isEqualTo(WatermarkChange.ACTIVE);
    }

    /** Each input by itself is what WatermarkCombiner makes of it; the rest is spelt out here. */
    @Test
    void agreesWithTheRulesOnWhateverComes() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            int inputs = 1 + random.nextInt(3);
            List<Integer> inputOf = new ArrayList<>();
            List<Integer> placeOf = new ArrayList<>();
            int[] channels = new int[inputs];
            for (int i = 0; i < inputs + random.nextInt(4); i++) {
                int input = i < inputs ? i : random.nextInt(inputs);
                inputOf.add(input);
                placeOf.add(channels[input]++);
            }
            WatermarkCombiner[] gates = new WatermarkCombiner[inputs];
            for (int i = 0; i < inputs; i++) {
                gates[i] = new WatermarkCombiner(channels[i], 0);
            }
            InputWatermarks combined = new InputWatermarks(inputOf, 0);
            long expected = 0;
            boolean idle = false;
            for (int step = 0; step < 100; step++) {
                int channel = random.nextInt(inputOf.size());
                WatermarkCombiner gate = gates[inputOf.get(channel)];
                WatermarkChange change;
                if (random.nextInt(4) > 0) {
                    long watermark = random.nextInt(10 + step);
                    change = combined.onWatermark(channel, watermark);
                    gate.onWatermark(placeOf.get(channel), watermark);
                } else {
                    WatermarkStatus status = random.nextBoolean() ? IDLE : ACTIVE;
                    change = combined.onStatus(channel, status);
                    gate.onStatus(placeOf.get(channel), status);
                }
                long before = expected;
                boolean idleBefore = idle;
                idle = allIdle(gates);
                // One input alone is as rule 11 has it, which may leave the highest out.
                expected = inputs == 1 ? gate.watermark() : Math.max(before, candidate(gates));
                assertThat(combined.watermark())
                        .as("seed=%d step=%d", seed, step)
                        .isEqualTo(expected);
                assertThat(change.growsWatermark())
                        .as("seed=%d step=%d", seed, step)
                        .isEqualTo(expected > before);
                assertThat(change.changesStatus())
                        .as("seed=%d step=%d", seed, step)
                        .isEqualTo(idle != idleBefore);
            }
        }
    }

    private static boolean allIdle(WatermarkCombiner[] gates) {
        for (WatermarkCombiner gate : gates) {
            if (gate.status() == ACTIVE) {
                return false;
            }
        }
        return true;
    }

    private static long candidate(WatermarkCombiner[] gates) {
        long lowestActive = Long.MAX_VALUE;
        long highest = Long.MIN_VALUE;
        for (WatermarkCombiner gate : gates) {
            highest = Math.max(highest, gate.watermark());
            if (gate.status() == ACTIVE) {
                lowestActive = Math.min(lowestActive, gate.watermark());
            }
        }
        return allIdle(gates) ? highest : lowestActive;
    }
}
