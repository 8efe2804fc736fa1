/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.chain;

import static io.sampo.core.element.WatermarkStatus.ACTIVE;
import static io.sampo.core.element.WatermarkStatus.IDLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.element.WatermarkStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WatermarkCombinerTest {
    private static final long MIN = Long.MIN_VALUE;

    @Test
    void rule9_combinesToTheMinimumAndEmitsOnlyWhatGrows() {
        WatermarkCombiner gate = new WatermarkCombiner(3, MIN);

        assertThat(gate.watermark()).isEqualTo(MIN);
        assertThat(gate.onWatermark(0, 5)).isFalse();
        assertThat(gate.onWatermark(1, 7)).isFalse();
        assertThat(gate.onWatermark(2, 3)).isTrue();
        assertThat(gate.watermark()).isEqualTo(3);
        assertThat(gate.onWatermark(1, 9)).isFalse();
        assertThat(gate.onWatermark(2, 5)).isTrue();
        assertThat(gate.watermark()).isEqualTo(5);
        assertThat(gate.onWatermark(0, 6)).isFalse();
        assertThat(gate.onWatermark(2, 20)).isTrue();
        assertThat(gate.watermark()).isEqualTo(6);
    }

    @Test
    void rule9_oneChannelPassesItsWatermarksOn() {
        WatermarkCombiner gate = new WatermarkCombiner(1, MIN);

        assertThat(gate.onWatermark(0, 1)).isTrue();
        assertThat(gate.onWatermark(0, Long.MAX_VALUE)).isTrue();
        assertThat(gate.watermark()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void rule10_ignoresIdleChannelsAndWatermarksThatDoNotGrow() {
        WatermarkCombiner gate = new WatermarkCombiner(2, MIN);
        gate.onWatermark(0, 10);
        gate.onWatermark(1, 10);

        assertThat(gate.onWatermark(0, 10)).isFalse();
        assertThat(gate.onWatermark(0, 4)).isFalse();
        assertThat(gate.watermarkOf(0)).isEqualTo(10);

        gate.onStatus(1, IDLE);
        assertThat(gate.onWatermark(1, 30)).isFalse();
        assertThat(gate.watermarkOf(1)).isEqualTo(10);
    }

    @Test
    void rule11_anIdleChannelLeavesTheMinimum() {
        WatermarkCombiner gate = new WatermarkCombiner(3, MIN);
        gate.onWatermark(0, 10);
        gate.onWatermark(1, 20);
        gate.onWatermark(2, 30);

        assertThat(gate.onStatus(1, IDLE)).isEqualTo(WatermarkChange.NONE);
        assertThat(gate.onStatus(0, IDLE)).isEqualTo(WatermarkChange.WATERMARK);
        assertThat(gate.watermark()).isEqualTo(30);
        assertThat(gate.status()).isEqualTo(ACTIVE);
    }

    @Test
    void rule11_whenAllAreIdleTheHighestWatermarkLeavesFirst() {
        WatermarkCombiner gate = new WatermarkCombiner(2, MIN);
        gate.onWatermark(0, 10);
        gate.onWatermark(1, 20);

        // The channel that holds the higher watermark goes first, and takes nothing along.
        assertThat(gate.onStatus(1, IDLE)).isEqualTo(WatermarkChange.NONE);
        assertThat(gate.onStatus(0, IDLE)).isEqualTo(WatermarkChange.WATERMARK_THEN_IDLE);
        assertThat(gate.watermark()).isEqualTo(20);
        assertThat(gate.status()).isEqualTo(IDLE);
    }

    @Test
    void rule11_theLastToGoIdleKeepsTheWatermarkIfItHeldAnother() {
        WatermarkCombiner gate = new WatermarkCombiner(3, MIN);
        gate.onWatermark(0, 10);
        gate.onWatermark(1, 20);
        gate.onWatermark(2, 40);
        gate.onStatus(2, IDLE);
        gate.onStatus(0, IDLE);
        // Channel 0 comes back behind the combined watermark of 20 and does not count.
        assertThat(gate.watermark()).isEqualTo(20);
        gate.onStatus(0, ACTIVE);
        gate.onStatus(1, IDLE);

        assertThat(gate.onStatus(0, IDLE)).isEqualTo(WatermarkChange.IDLE);
        assertThat(gate.watermark()).isEqualTo(20);
    }

    /** Such as a subtask of a source that has no split, while all others are silent. */
    @Test
    void rule11_aChannelAtItsEndDoesNotSpeakForIdleOnes() {
        WatermarkCombiner gate = new WatermarkCombiner(3, Long.MIN_VALUE);
        gate.onWatermark(0, 10);
        gate.onWatermark(1, 20);
        assertThat(gate.onWatermark(2, Long.MAX_VALUE)).isTrue();
        assertThat(gate.watermark()).isEqualTo(10);

        assertThat(gate.onStatus(1, WatermarkStatus.IDLE)).isEqualTo(WatermarkChange.NONE);
        assertThat(gate.onStatus(0, WatermarkStatus.IDLE))
                .isEqualTo(WatermarkChange.WATERMARK_THEN_IDLE);
        assertThat(gate.watermark()).isEqualTo(20);

        assertThat(gate.onStatus(0, WatermarkStatus.ACTIVE)).isEqualTo(WatermarkChange.ACTIVE);
        assertThat(gate.onWatermark(0, Long.MAX_VALUE)).as("1 is still idle").isFalse();
        gate.onStatus(1, WatermarkStatus.ACTIVE);
        assertThat(gate.onWatermark(1, Long.MAX_VALUE)).as("all are at their end").isTrue();
        assertThat(gate.watermark()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void rule12_aChannelCountsAgainOnceItHasCaughtUp() {
        WatermarkCombiner gate = new WatermarkCombiner(2, MIN);
        gate.onWatermark(0, 10);
        gate.onWatermark(1, 10);
        gate.onStatus(0, IDLE);
        gate.onWatermark(1, 50);

        assertThat(gate.onStatus(0, ACTIVE)).isEqualTo(WatermarkChange.NONE);
        assertThat(gate.onWatermark(0, 30)).isFalse();
        assertThat(gate.onWatermark(1, 60)).as("not held back by 30").isTrue();
        assertThat(gate.watermark()).isEqualTo(60);
        assertThat(gate.onWatermark(0, 60)).isFalse();
        assertThat(gate.onWatermark(1, 80)).as("held back by 60").isFalse();
        assertThat(gate.onWatermark(0, 70)).isTrue();
        assertThat(gate.watermark()).isEqualTo(70);
    }

    @Test
    void rule12_theFirstChannelToComeBackMakesTheGateActive() {
        WatermarkCombiner gate = new WatermarkCombiner(2, MIN);
        gate.onStatus(0, IDLE);
        assertThat(gate.onStatus(1, IDLE)).isEqualTo(WatermarkChange.IDLE);

        assertThat(gate.onStatus(1, ACTIVE)).isEqualTo(WatermarkChange.ACTIVE);
        assertThat(gate.onStatus(0, ACTIVE)).isEqualTo(WatermarkChange.NONE);
        assertThat(gate.onStatus(0, ACTIVE)).isEqualTo(WatermarkChange.NONE);
    }

    @Test
    void rule20_nothingAtOrBelowTheRestoredWatermarkIsSentAgain() {
        WatermarkCombiner gate = new WatermarkCombiner(2, 100);

        assertThat(gate.watermark()).isEqualTo(100);
        assertThat(gate.onWatermark(0, 50)).isFalse();
        assertThat(gate.onWatermark(1, 120)).isFalse();
        assertThat(gate.onWatermark(0, 100)).isFalse();
        assertThat(gate.onWatermark(0, 101)).isTrue();
        assertThat(gate.watermark()).isEqualTo(101);
    }

    @Test
    void refusesAGateWithoutChannels() {
        assertThatThrownBy(() -> new WatermarkCombiner(0, MIN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("channels=0");
    }

    @Test
    void rules9To12_agreeWithTheirPlainText() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            int channels = 1 + random.nextInt(5);
            long floor = random.nextInt(4) == 0 ? random.nextInt(20) : MIN;
            WatermarkCombiner gate = new WatermarkCombiner(channels, floor);
            PlainValve model = new PlainValve(channels, floor);
            List<String> sent = new ArrayList<>();
            for (int step = 0; step < 200; step++) {
                int channel = random.nextInt(channels);
                if (random.nextInt(4) == 0) {
                    WatermarkStatus status = random.nextBoolean() ? ACTIVE : IDLE;
                    record(gate.onStatus(channel, status), gate, sent);
                    model.onStatus(channel, status);
                } else {
                    long timestamp = step / 4L + random.nextInt(20);
                    if (gate.onWatermark(channel, timestamp)) {
                        sent.add("W" + gate.watermark());
                    }
                    model.onWatermark(channel, timestamp);
                }
                assertThat(sent).as("seed=%d step=%d", seed, step).isEqualTo(model.sent);
            }
        }
    }

    static void record(WatermarkChange change, WatermarkCombiner gate, List<String> sent) {
        if (change == WatermarkChange.ACTIVE || change == WatermarkChange.ACTIVE_THEN_WATERMARK) {
            sent.add("ACTIVE");
        }
        if (change.growsWatermark()) {
            sent.add("W" + gate.watermark());
        }
        if (change.changesStatus() && gate.status() == IDLE) {
            sent.add("IDLE");
        }
    }

    /** The rules as they are written, without any cleverness. */
    private static final class PlainValve {
        private final long[] watermarks;
        private final boolean[] active;
        private final boolean[] aligned;
        private final List<String> sent = new ArrayList<>();
        private long last;
        private boolean wasIdle;

        PlainValve(int channels, long floor) {
            watermarks = new long[channels];
            active = new boolean[channels];
            aligned = new boolean[channels];
            Arrays.fill(watermarks, floor);
            Arrays.fill(active, true);
            Arrays.fill(aligned, true);
            last = floor;
        }

        void onWatermark(int channel, long timestamp) {
            if (!active[channel] || timestamp <= watermarks[channel]) {
                return;
            }
            watermarks[channel] = timestamp;
            aligned[channel] |= timestamp >= last;
            sendMinimum();
        }

        void onStatus(int channel, WatermarkStatus status) {
            boolean becomesActive = status == ACTIVE;
            if (becomesActive == active[channel]) {
                return;
            }
            active[channel] = becomesActive;
            if (becomesActive) {
                aligned[channel] = watermarks[channel] >= last;
                if (wasIdle) {
                    sent.add("ACTIVE");
                    wasIdle = false;
                }
                return;
            }
            boolean anyActive = false;
            for (boolean one : active) {
                anyActive |= one;
            }
            if (anyActive) {
                sendMinimum();
                return;
            }
            if (watermarks[channel] == last) {
                send(Arrays.stream(watermarks).max().orElse(MIN));
            }
            sent.add("IDLE");
            wasIdle = true;
        }

        private void sendMinimum() {
            long minimum = Long.MAX_VALUE;
            boolean any = false;
            for (int channel = 0; channel < watermarks.length; channel++) {
                if (active[channel] && aligned[channel]) {
                    minimum = Math.min(minimum, watermarks[channel]);
                    any = true;
                }
            }
            if (any) {
                send(minimum);
            }
        }

        private void send(long watermark) {
            if (watermark > last) {
                last = watermark;
                sent.add("W" + watermark);
            }
        }
    }
}
