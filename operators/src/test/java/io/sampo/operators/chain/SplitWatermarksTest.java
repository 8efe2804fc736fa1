/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.chain;

import static io.sampo.core.element.WatermarkStatus.ACTIVE;
import static io.sampo.core.element.WatermarkStatus.IDLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.element.WatermarkStatus;
import org.junit.jupiter.api.Test;

class SplitWatermarksTest {
    private static final long MIN = Long.MIN_VALUE;

    @Test
    void rule13_combinesActiveInputsToTheirMinimum() {
        SplitWatermarks splits = of("a", "b");

        assertThat(splits.onWatermark("a", 10)).isEqualTo(WatermarkChange.NONE);
        assertThat(splits.onWatermark("b", 5)).isEqualTo(WatermarkChange.WATERMARK);
        assertThat(splits.watermark()).isEqualTo(5);
        assertThat(splits.onWatermark("b", 4)).isEqualTo(WatermarkChange.NONE);
        assertThat(splits.watermarkOf("b")).isEqualTo(5);
        assertThat(splits.onWatermark("b", 20)).isEqualTo(WatermarkChange.WATERMARK);
        assertThat(splits.watermark()).isEqualTo(10);
    }

    @Test
    void rule13_whenAllAreIdleTheMaximumLeavesFirst() {
        SplitWatermarks splits = of("a", "b");
        splits.onWatermark("a", 10);
        splits.onWatermark("b", 30);

        assertThat(splits.onStatus("a", IDLE)).isEqualTo(WatermarkChange.WATERMARK);
        assertThat(splits.watermark()).isEqualTo(30);
        assertThat(splits.onStatus("b", IDLE)).isEqualTo(WatermarkChange.IDLE);

        SplitWatermarks others = of("a", "b");
        others.onWatermark("a", 10);
        others.onWatermark("b", 30);
        assertThat(others.onStatus("b", IDLE)).isEqualTo(WatermarkChange.NONE);
        assertThat(others.onStatus("a", IDLE)).isEqualTo(WatermarkChange.WATERMARK_THEN_IDLE);
        assertThat(others.watermark()).isEqualTo(30);
    }

    @Test
    void rule13_anInputAtItsEndDoesNotSpeakForIdleOnes() {
        SplitWatermarks inputs = new SplitWatermarks(Long.MIN_VALUE);
        inputs.add("a", 10, false);
        inputs.add("b", Long.MAX_VALUE, false);
        assertThat(inputs.combine()).isEqualTo(WatermarkChange.WATERMARK);

        assertThat(inputs.onStatus("a", WatermarkStatus.IDLE)).isEqualTo(WatermarkChange.IDLE);
        assertThat(inputs.watermark()).isEqualTo(10);

        assertThat(inputs.onWatermark("a", Long.MAX_VALUE))
                .isEqualTo(WatermarkChange.ACTIVE_THEN_WATERMARK);
        assertThat(inputs.watermark()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void rule13_aWatermarkMakesItsInputActive() {
        SplitWatermarks splits = of("a", "b");
        splits.onWatermark("a", 10);
        splits.onStatus("a", IDLE);
        splits.onStatus("b", IDLE);
        assertThat(splits.status()).isEqualTo(IDLE);

        assertThat(splits.onWatermark("a", 40)).isEqualTo(WatermarkChange.ACTIVE_THEN_WATERMARK);
        assertThat(splits.watermark()).isEqualTo(40);
        assertThat(splits.isIdle("a")).isFalse();
        assertThat(splits.isIdle("b")).isTrue();

        splits.onStatus("a", IDLE);
        assertThat(splits.onWatermark("a", 40))
                .as("does not grow")
                .isEqualTo(WatermarkChange.ACTIVE);
        assertThat(splits.status()).isEqualTo(ACTIVE);
    }

    @Test
    void rule13_theCombinedWatermarkNeverGoesBack() {
        SplitWatermarks splits = of("a");
        splits.onWatermark("a", 40);
        splits.add("b", MIN, false);

        assertThat(splits.combine()).isEqualTo(WatermarkChange.NONE);
        assertThat(splits.onWatermark("b", 20)).isEqualTo(WatermarkChange.NONE);
        assertThat(splits.onWatermark("a", 60)).isEqualTo(WatermarkChange.NONE);
        assertThat(splits.watermark()).isEqualTo(40);
        assertThat(splits.remove("b")).isEqualTo(WatermarkChange.WATERMARK);
        assertThat(splits.watermark()).isEqualTo(60);
    }

    @Test
    void rule13_restoredInputsCountTogether() {
        SplitWatermarks splits = new SplitWatermarks(50);
        splits.add("ahead and idle", 100, true);
        splits.add("active", 50, false);

        assertThat(splits.combine()).isEqualTo(WatermarkChange.NONE);
        assertThat(splits.watermark()).isEqualTo(50);
        assertThat(splits.status()).isEqualTo(ACTIVE);
    }

    @Test
    void rule20_nothingAtOrBelowTheRestoredWatermarkIsSentAgain() {
        SplitWatermarks splits = new SplitWatermarks(50);
        splits.add("a", MIN, false);

        assertThat(splits.onWatermark("a", 50)).isEqualTo(WatermarkChange.NONE);
        assertThat(splits.onWatermark("a", 51)).isEqualTo(WatermarkChange.WATERMARK);
    }

    @Test
    void rule65_withoutInputsNothingIsSent() {
        SplitWatermarks splits = of("a");
        splits.onWatermark("a", 5);

        assertThat(splits.remove("a")).isEqualTo(WatermarkChange.NONE);
        assertThat(splits.combine()).isEqualTo(WatermarkChange.NONE);
        assertThat(splits.status()).isEqualTo(ACTIVE);
        assertThat(splits.watermark()).isEqualTo(5);
    }

    @Test
    void refusesUnknownAndRepeatedInputs() {
        SplitWatermarks splits = of("a");

        assertThatThrownBy(() -> splits.add("a", MIN, false)).hasMessageContaining("input=a");
        assertThatThrownBy(() -> splits.onWatermark("b", 1)).hasMessageContaining("input=b");
        assertThatThrownBy(() -> splits.remove("b")).hasMessageContaining("input=b");
    }

    private static SplitWatermarks of(String... names) {
        SplitWatermarks splits = new SplitWatermarks(MIN);
        for (String name : names) {
            splits.add(name, MIN, false);
        }
        splits.combine();
        return splits;
    }
}
