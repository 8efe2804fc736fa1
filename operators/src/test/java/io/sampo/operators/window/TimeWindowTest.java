/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;
import org.junit.jupiter.api.Test;

class TimeWindowTest {
    @Test
    void rule22_theStartIsRightForAllTimestamps() {
        assertThat(TimeWindow.startOf(0, 0, 10)).isEqualTo(0);
        assertThat(TimeWindow.startOf(9, 0, 10)).isEqualTo(0);
        assertThat(TimeWindow.startOf(10, 0, 10)).isEqualTo(10);
        assertThat(TimeWindow.startOf(-1, 0, 10)).isEqualTo(-10);
        assertThat(TimeWindow.startOf(-10, 0, 10)).isEqualTo(-10);
        assertThat(TimeWindow.startOf(-11, 0, 10)).isEqualTo(-20);
        assertThat(TimeWindow.startOf(12, 3, 10)).isEqualTo(3);
        assertThat(TimeWindow.startOf(2, 3, 10)).isEqualTo(-7);
        assertThat(TimeWindow.startOf(-8, 3, 10)).isEqualTo(-17);
        assertThat(TimeWindow.startOf(8, -2, 10)).isEqualTo(8);
        assertThat(TimeWindow.startOf(7, -2, 10)).isEqualTo(-2);
    }

    @Test
    void rule22_theEndIsExclusive() {
        assertThat(new TimeWindow(10, 20).maxTimestamp()).isEqualTo(19);
    }

    @Test
    void rule24_windowsTouchWhereOneEndsAndTheOtherStarts() {
        TimeWindow window = new TimeWindow(10, 20);

        assertThat(window.touches(new TimeWindow(20, 30))).isTrue();
        assertThat(window.touches(new TimeWindow(0, 10))).isTrue();
        assertThat(window.touches(new TimeWindow(12, 13))).isTrue();
        assertThat(window.touches(new TimeWindow(21, 30))).isFalse();
        assertThat(window.touches(new TimeWindow(0, 9))).isFalse();
        assertThat(window.cover(new TimeWindow(5, 12))).isEqualTo(new TimeWindow(5, 20));
    }

    @Test
    void isReadAsItWasWritten() {
        BinaryOutput target = new BinaryOutput();
        TimeWindow.type().write(new TimeWindow(-5, Long.MAX_VALUE), target);

        assertThat(TimeWindow.type().read(new BinaryInput(target.toByteArray())))
                .isEqualTo(new TimeWindow(-5, Long.MAX_VALUE));
    }
}
