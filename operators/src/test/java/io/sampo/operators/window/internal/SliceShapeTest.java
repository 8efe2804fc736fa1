/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.operators.window.SlidingEventTimeWindows;
import io.sampo.operators.window.TimeWindow;
import io.sampo.operators.window.TumblingEventTimeWindows;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SliceShapeTest {
    @ParameterizedTest
    @CsvSource({
        // size, slide, slice, slices of a window, whether they are less work than windows
        "20, 5, 5, 4, true",
        "10, 10, 10, 1, true",
        "10, 11, 1, 10, false",
        "5, 10, 5, 1, false",
        "25, 20, 5, 5, true",
        "24, 20, 4, 6, false",
        "7, 4, 1, 7, true",
        "7, 5, 1, 7, false",
        "1, 1, 1, 1, true"
    })
    void aSliceIsAsLongAsSizeAndSlideHaveInCommon(
            long size, long slide, long slice, long slices, boolean pays) {
        SliceShape shape = SliceShape.of(windows(size, slide, 0));

        assertThat(shape.slice()).isEqualTo(slice);
        assertThat(shape.slices()).isEqualTo(slices);
        assertThat(shape.pays()).isEqualTo(pays);
    }

    @Test
    void rule23_slicesBelongToTheWindowsThatTheirRecordsDo() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            long slide = 1 + random.nextLong(12);
            long size = slide + random.nextLong(40);
            SlidingEventTimeWindows windows = windows(size, slide, random.nextLong(slide));
            SliceShape shape = SliceShape.of(windows);
            long timestamp = random.nextLong(200) - 100;
            String about = "seed=" + seed + " shape=" + shape + " timestamp=" + timestamp;

            long start = shape.sliceAt(timestamp);
            assertThat(timestamp - start).as(about).isBetween(0L, shape.slice() - 1);
            List<TimeWindow> all = List.copyOf(windows.assign("record", timestamp, 0));
            assertThat(shape.lastEndOf(start))
                    .as(about)
                    .isEqualTo(all.stream().mapToLong(TimeWindow::end).max().orElseThrow());
            for (TimeWindow window : all) {
                assertThat(shape.windowTo(window.end())).as(about).isEqualTo(window);
                assertThat(shape.firstEndOf(start, window.end() - 2))
                        .as("%s, the first that has not fired", about)
                        .isEqualTo(window.end());
                assertThat(shape.lastEndUntil(window.end() - 1)).as(about).isEqualTo(window.end());
                assertThat(shape.lastEndUntil(window.end() - 2))
                        .as(about)
                        .isEqualTo(window.end() - slide);
            }
            assertThat(shape.firstEndOf(start, Long.MIN_VALUE))
                    .as("%s, no watermark yet", about)
                    .isEqualTo(all.stream().mapToLong(TimeWindow::end).min().orElseThrow());
        }
    }

    @Test
    void tumblingWindowsAreSlicesThemselves() {
        SliceShape shape = SliceShape.of(TumblingEventTimeWindows.of(millis(10), millis(3)));

        assertThat(shape).isEqualTo(new SliceShape(10, 10, 3, 10));
        assertThat(shape.pays()).isTrue();
        assertThat(shape.slices()).isEqualTo(1);
        assertThat(shape.sliceAt(2)).isEqualTo(-7);
        assertThat(shape.lastEndOf(-7)).isEqualTo(3);
        assertThat(shape.firstEndOf(-7, Long.MIN_VALUE)).isEqualTo(3);
    }

    private static SlidingEventTimeWindows windows(long size, long slide, long offset) {
        return SlidingEventTimeWindows.of(millis(size), millis(slide), millis(offset));
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }
}
