/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class WindowAssignersTest {
    private static final long NONE = Long.MIN_VALUE;

    @Test
    void rule21_windowsOfEventTimeRefuseRecordsWithoutTimestamp() {
        List<WindowAssigner<Object, TimeWindow>> assigners =
                List.of(
                        TumblingEventTimeWindows.of(millis(10)),
                        SlidingEventTimeWindows.of(millis(10), millis(5)),
                        CumulatingEventTimeWindows.of(millis(10), millis(5)),
                        EventTimeSessionWindows.withGap(millis(10)));

        for (WindowAssigner<Object, TimeWindow> assigner : assigners) {
            assertThatThrownBy(() -> assigner.assign("record", NONE, 5))
                    .as("%s", assigner)
                    .isInstanceOf(StreamException.class)
                    .hasMessageContaining("without a timestamp")
                    .hasMessageContaining("assignTimestampsAndWatermarks")
                    .extracting(e -> ((StreamException) e).code())
                    .isEqualTo(ErrorCode.INVALID_PROGRAM);
        }
    }

    @Test
    void rule21_windowsOfProcessingTimeNeedNone() {
        assertThat(TumblingProcessingTimeWindows.of(millis(10)).assign("record", NONE, 25))
                .containsExactly(new TimeWindow(20, 30));
        assertThat(
                        SlidingProcessingTimeWindows.of(millis(10), millis(5))
                                .assign("record", NONE, 25))
                .containsExactly(new TimeWindow(25, 35), new TimeWindow(20, 30));
        assertThat(
                        CumulatingProcessingTimeWindows.of(millis(10), millis(5))
                                .assign("record", NONE, 24))
                .containsExactly(new TimeWindow(20, 25), new TimeWindow(20, 30));
        assertThat(ProcessingTimeSessionWindows.withGap(millis(10)).assign("record", NONE, 25))
                .containsExactly(new TimeWindow(25, 35));
    }

    @Test
    void rule23_tumblingWindowsFollowEachOther() {
        TumblingEventTimeWindows windows = TumblingEventTimeWindows.of(millis(10), millis(-3));

        assertThat(windows.assign("record", 6, 0)).containsExactly(new TimeWindow(-3, 7));
        assertThat(windows.assign("record", 7, 0)).containsExactly(new TimeWindow(7, 17));
        assertThat(windows.isEventTime()).isTrue();
    }

    @Test
    void rule23_slidingWindowsComeNewestFirst() {
        assertThat(SlidingEventTimeWindows.of(millis(10), millis(4)).assign("record", 9, 0))
                .containsExactly(
                        new TimeWindow(8, 18), new TimeWindow(4, 14), new TimeWindow(0, 10));
        assertThat(SlidingEventTimeWindows.of(millis(10), millis(5)).assign("record", -1, 0))
                .containsExactly(new TimeWindow(-5, 5), new TimeWindow(-10, 0));
        assertThat(
                        SlidingEventTimeWindows.of(millis(10), millis(5), millis(1))
                                .assign("record", 5, 0))
                .containsExactly(new TimeWindow(1, 11), new TimeWindow(-4, 6));
    }

    @Test
    void rule23_betweenSlidingWindowsThatDoNotMeetThereIsNone() {
        SlidingEventTimeWindows windows = SlidingEventTimeWindows.of(millis(3), millis(10));

        assertThat(windows.assign("record", 12, 0)).containsExactly(new TimeWindow(10, 13));
        assertThat(windows.assign("record", 13, 0)).isEmpty();
    }

    @Test
    void rule23_cumulatingWindowsBeginTogetherAndGrow() {
        CumulatingEventTimeWindows windows = CumulatingEventTimeWindows.of(millis(12), millis(4));

        assertThat(windows.assign("record", 0, 0))
                .containsExactly(new TimeWindow(0, 4), new TimeWindow(0, 8), new TimeWindow(0, 12));
        assertThat(windows.assign("record", 3, 0)).hasSize(3);
        assertThat(windows.assign("record", 4, 0))
                .containsExactly(new TimeWindow(0, 8), new TimeWindow(0, 12));
        assertThat(windows.assign("record", 11, 0)).containsExactly(new TimeWindow(0, 12));
        assertThat(windows.assign("record", -1, 0)).containsExactly(new TimeWindow(-12, 0));
        assertThat(
                        CumulatingEventTimeWindows.of(millis(12), millis(4), millis(-3))
                                .assign("record", 3, 0))
                .containsExactly(new TimeWindow(-3, 5), new TimeWindow(-3, 9));
    }

    @Test
    void rule23_refusesCumulatingWindowsThatDoNotFit() {
        assertThatThrownBy(() -> CumulatingEventTimeWindows.of(millis(10), millis(4)))
                .hasMessageContaining("maxSize=PT0.01S step=PT0.004S");
        assertThatThrownBy(() -> CumulatingProcessingTimeWindows.of(millis(4), millis(10)))
                .hasMessageContaining("multiple");
        assertThatThrownBy(() -> CumulatingEventTimeWindows.of(millis(4), Duration.ZERO))
                .hasMessageContaining("step=PT0S");
        assertThatThrownBy(() -> CumulatingEventTimeWindows.of(millis(4), millis(2), millis(4)))
                .hasMessageContaining("offset=PT0.004S");
        assertThatThrownBy(() -> CumulatingEventTimeWindows.of(Duration.ofDays(1), millis(5)))
                .hasMessageContaining("10,000,000");
    }

    @Test
    void rule23_refusesSizesAndOffsetsThatDoNotFit() {
        assertThatThrownBy(() -> TumblingEventTimeWindows.of(Duration.ZERO))
                .hasMessageContaining("size=PT0S");
        assertThatThrownBy(() -> TumblingEventTimeWindows.of(Duration.ofNanos(1)))
                .hasMessageContaining("at least one millisecond");
        assertThatThrownBy(() -> TumblingProcessingTimeWindows.of(millis(10), millis(-10)))
                .hasMessageContaining("offset=PT-0.01S")
                .hasMessageContaining("size=PT0.01S");
        assertThatThrownBy(() -> SlidingEventTimeWindows.of(millis(10), millis(5), millis(5)))
                .hasMessageContaining("slide=PT0.005S");
        assertThatThrownBy(() -> SlidingProcessingTimeWindows.of(millis(10), millis(-5)))
                .hasMessageContaining("slide=PT-0.005S");
        assertThatThrownBy(() -> SlidingEventTimeWindows.of(Duration.ofDays(1), millis(5)))
                .hasMessageContaining("10,000,000");
        assertThatThrownBy(() -> EventTimeSessionWindows.withGap(Duration.ZERO))
                .hasMessageContaining("gap=PT0S");
        assertThatThrownBy(() -> TumblingEventTimeWindows.of(Duration.ofSeconds(Long.MAX_VALUE)))
                .hasMessageContaining("too long");
    }

    @Test
    void rule23_whatIsTooShortIsNamed() {
        assertThatThrownBy(() -> SlidingEventTimeWindows.of(Duration.ZERO, millis(5)))
                .hasMessageContaining("The size of windows must be at least one millisecond");
        assertThatThrownBy(() -> SlidingEventTimeWindows.of(millis(10), Duration.ZERO))
                .hasMessageContaining("The slide of windows must be at least one millisecond");
        assertThatThrownBy(() -> CumulatingEventTimeWindows.of(Duration.ZERO, millis(5)))
                .hasMessageContaining("The maxSize of windows must be at least one millisecond");
    }

    @Test
    void rule23_aRecordMayBelongToTenMillionWindows() {
        assertThat(SlidingEventTimeWindows.of(millis(20_000_000), millis(2)).isEventTime())
                .isTrue();
        assertThat(CumulatingEventTimeWindows.of(millis(20_000_000), millis(2)).isEventTime())
                .isTrue();
        assertThatThrownBy(() -> SlidingEventTimeWindows.of(millis(20_000_002), millis(2)))
                .hasMessageContaining("10,000,000 sliding");
        assertThatThrownBy(() -> CumulatingEventTimeWindows.of(millis(20_000_002), millis(2)))
                .hasMessageContaining("10,000,000 cumulating");
    }

    @Test
    void rule21_windowsOfProcessingTimeFireByTheClock() {
        List<WindowAssigner<Object, TimeWindow>> assigners =
                List.of(
                        TumblingProcessingTimeWindows.of(millis(10)),
                        SlidingProcessingTimeWindows.of(millis(10), millis(5)),
                        CumulatingProcessingTimeWindows.of(millis(10), millis(5)),
                        ProcessingTimeSessionWindows.withGap(millis(10)));

        assertThat(assigners)
                .allSatisfy(
                        assigner -> {
                            assertThat(assigner.isEventTime()).isFalse();
                            assertThat(assigner.windowType()).isSameAs(TimeWindow.type());
                            assertThat(assigner.defaultTrigger())
                                    .isInstanceOf(ProcessingTimeTrigger.class);
                        });
        assertThat(GlobalWindows.create().isEventTime()).isFalse();
    }

    @Test
    void windowsAreSpreadByTheirHashes() {
        assertThat(
                        LongStream.range(0, 1_000)
                                .map(i -> new TimeWindow(i * 10, i * 10 + 10).hashCode()))
                .doesNotHaveDuplicates();
    }

    @Test
    void rule24_aRecordMayBringItsOwnGap() {
        EventTimeSessionWindows<Integer> sessions =
                EventTimeSessionWindows.withDynamicGap(gap -> gap);

        assertThat(sessions.assign(7, 100, 0)).containsExactly(new TimeWindow(100, 107));
        assertThatThrownBy(() -> sessions.assign(0, 100, 0)).hasMessageContaining("gapMillis=0");
        assertThat(
                        ProcessingTimeSessionWindows.<Integer>withDynamicGap(gap -> gap)
                                .assign(7, NONE, 200))
                .containsExactly(new TimeWindow(200, 207));
    }

    @Test
    void rule25_mergingWindowsNeedATriggerThatMerges() {
        Trigger<Object, Window> stubborn = new StubbornTrigger();

        assertThatThrownBy(
                        () ->
                                WindowSpec.of(EventTimeSessionWindows.withGap(millis(10)))
                                        .withTrigger(stubborn))
                .hasMessageContaining("cannot merge");
        assertThat(
                        WindowSpec.of(TumblingEventTimeWindows.of(millis(10)))
                                .withTrigger(stubborn)
                                .trigger())
                .isSameAs(stubborn);
    }

    @Test
    void rule27_refusesANegativeLateness() {
        assertThatThrownBy(
                        () ->
                                WindowSpec.of(TumblingEventTimeWindows.of(millis(10)))
                                        .withAllowedLateness(millis(-1)))
                .hasMessageContaining("allowedLateness=PT-0.001S");
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }

    private static final class StubbornTrigger extends Trigger<Object, Window> {
        private static final long serialVersionUID = 1L;

        @Override
        public TriggerResult onElement(
                Object record, long timestamp, Window window, Context context) {
            return TriggerResult.CONTINUE;
        }

        @Override
        public TriggerResult onEventTime(long time, Window window, Context context) {
            return TriggerResult.CONTINUE;
        }

        @Override
        public TriggerResult onProcessingTime(long time, Window window, Context context) {
            return TriggerResult.CONTINUE;
        }

        @Override
        public void clear(Window window, Context context) {}
    }
}
