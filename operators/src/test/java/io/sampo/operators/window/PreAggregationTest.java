/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.element.WatermarkStatus;
import io.sampo.core.function.AggregateFunction;
import io.sampo.operators.chain.OperatorFactory;
import io.sampo.operators.function.OutputTag;
import io.sampo.operators.function.RichFunction;
import io.sampo.operators.testkit.Emitted;
import io.sampo.operators.testkit.KeyedHarness;
import io.sampo.operators.testkit.OperatorHarness;
import io.sampo.operators.window.evictor.CountEvictor;
import io.sampo.operators.window.trigger.CountTrigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * When partials leave; that nothing is lost or late by it, is in {@link
 * PreAggregationPropertyTest}.
 */
class PreAggregationTest {
    private static final WindowSpec<Reading, TimeWindow> TUMBLING =
            WindowSpec.of(TumblingEventTimeWindows.of(Duration.ofMillis(10)));
    private static final WindowSpec<Reading, TimeWindow> SLIDING =
            WindowSpec.of(SlidingEventTimeWindows.of(Duration.ofMillis(10), Duration.ofMillis(5)));

    private static OperatorHarness<Reading, Partial<String, Long>> open(
            WindowSpec<Reading, TimeWindow> spec) {
        return OperatorHarness.<Reading, Partial<String, Long>>of(
                        WindowOperatorFactory.preAggregate(
                                spec, Reading::key, new WindowJobs.Sum()))
                .open();
    }

    private static Emitted partial(String key, long sum, long records, long timestamp) {
        return new Emitted.Result(new Partial<>(key, sum, records), timestamp);
    }

    @Test
    void sendsOnePartialInThePlaceOfTheRecordsOfAWindow() {
        try (var operator = open(TUMBLING)) {
            operator.process(Reading.of("a", 1), 3);
            operator.process(Reading.of("a", 2), 9);
            operator.process(Reading.of("a", 4), 4);
            operator.process(Reading.of("b", 8), 5);
            operator.process(Reading.of("a", 16), 10);
            operator.watermark(8);
            assertThat(operator.emitted()).containsExactly(new Emitted.Mark(8));

            operator.watermark(9);

            assertThat(operator.emitted().subList(1, 3))
                    .containsExactlyInAnyOrder(partial("a", 7, 3, 9), partial("b", 8, 1, 5));
            assertThat(operator.emitted().subList(3, 4)).containsExactly(new Emitted.Mark(9));

            operator.endInput();

            assertThat(operator.emitted()).contains(partial("a", 16, 1, 10)).hasSize(6);
        }
    }

    @Test
    void sendsTheSlicesOfAWindowThatEnds() {
        try (var operator = open(SLIDING)) {
            operator.process(Reading.of("a", 1), 3);
            operator.process(Reading.of("a", 2), 8);
            operator.process(Reading.of("a", 4), 12);
            operator.watermark(3);
            assertThat(operator.output()).isEmpty();

            operator.watermark(4);
            assertThat(operator.emitted()).contains(partial("a", 1, 1, 3)).hasSize(3);

            operator.watermark(9);
            assertThat(operator.emitted()).contains(partial("a", 2, 1, 8)).hasSize(5);
        }
    }

    @Test
    void keepsMoreKeysAtATimeWhereTheyPushEachOtherOut() {
        int keys = 2_000;
        List<Integer> sent = new ArrayList<>();
        long sum = 0;
        long records = 0;
        try (var operator = open(TUMBLING)) {
            for (int round = 0; round < 16; round++) {
                for (int i = 0; i < keys; i++) {
                    operator.process(Reading.of("key" + i, 1), i % 10);
                }
                sent.add(operator.output().size());
                if (round == 15) {
                    operator.endInput();
                }
                for (Partial<String, Long> partial : operator.output()) {
                    sum += partial.accumulator();
                    records += partial.records();
                }
                operator.clearEmitted();
            }
        }
        assertThat(sum).isEqualTo(16L * keys);
        assertThat(records).isEqualTo(16L * keys);
        assertThat(sent.get(1)).isGreaterThan(keys / 2);
        assertThat(sent.get(15)).isLessThan(keys / 2);
    }

    @Test
    void sendsAllBeforeABarrier() {
        try (var operator = open(TUMBLING)) {
            operator.process(Reading.of("a", 1), 3);
            operator.process(Reading.of("a", 2), 13);

            operator.snapshot();

            assertThat(operator.emitted())
                    .containsExactlyInAnyOrder(partial("a", 1, 1, 3), partial("a", 2, 1, 13));
            operator.endInput();
            assertThat(operator.output()).hasSize(2);
        }
    }

    @Test
    void sendsAllBeforeItNoLongerHoldsWatermarksBack() {
        try (var operator = open(TUMBLING)) {
            operator.process(Reading.of("a", 1), 3);

            operator.status(WatermarkStatus.IDLE);

            assertThat(operator.emitted())
                    .containsExactly(
                            partial("a", 1, 1, 3), new Emitted.Activity(WatermarkStatus.IDLE));
        }
    }

    /** The receivers' watermark may pass that of a stream that comes back. */
    @Test
    void rule12_whatComesAfterIdlenessDoesNotWaitForTheWatermark() {
        try (var operator = open(TUMBLING)) {
            operator.process(Reading.of("a", 1), 3);
            operator.advanceClock(Duration.ofMinutes(1));
            assertThat(operator.output()).as("of a stream that was never idle").isEmpty();
            operator.status(WatermarkStatus.IDLE);
            operator.status(WatermarkStatus.ACTIVE);
            operator.clearEmitted();

            operator.process(Reading.of("a", 2), 4);
            operator.process(Reading.of("a", 4), 15);
            operator.process(Reading.of("a", 8), 5);
            assertThat(operator.output()).isEmpty();

            operator.advanceClock(Duration.ofMillis(5));
            assertThat(operator.output())
                    .containsExactlyInAnyOrder(
                            new Partial<>("a", 10L, 2), new Partial<>("a", 4L, 1));
            operator.process(Reading.of("a", 16), 4);
            operator.advanceClock(Duration.ofMillis(5));
            assertThat(operator.output()).hasSize(3);
        }
    }

    @Test
    void sendsOnWhatIsBehindTheWatermark() {
        try (var operator = open(TUMBLING)) {
            operator.watermark(5);
            operator.process(Reading.of("a", 1), 5);
            operator.process(Reading.of("a", 2), 6);

            assertThat(operator.output()).containsExactly(new Partial<>("a", 1L, 1));
        }
    }

    @Test
    void manyMoreKeysThanPlacesLoseNothing() {
        try (var operator = open(TUMBLING)) {
            int keys = 50_000;
            for (int i = 0; i < 2 * keys; i++) {
                operator.process(Reading.of("key" + i % keys, 1), i % 10);
            }
            assertThat(operator.output()).as("sent for want of a place").isNotEmpty();
            operator.endInput();

            assertThat(operator.output().stream().mapToLong(Partial::accumulator).sum())
                    .isEqualTo(2 * keys);
            assertThat(operator.output().stream().map(Partial::key).distinct()).hasSize(keys);
        }
    }

    /** Whoever emits a record may change it afterwards; accumulators may keep it. */
    @Test
    void keepsCopiesOfRecordsThatChange() {
        WindowSpec<StringBuilder, TimeWindow> spec =
                WindowSpec.of(TumblingEventTimeWindows.of(Duration.ofMillis(10)));
        OperatorFactory<Partial<Integer, List<StringBuilder>>> factory =
                WindowOperatorFactory.preAggregate(spec, record -> 0, new Gather());
        try (var operator =
                OperatorHarness.<StringBuilder, Partial<Integer, List<StringBuilder>>>of(factory)
                        .open()) {
            StringBuilder reused = new StringBuilder("first");
            operator.process(reused, 1);
            reused.setLength(0);
            reused.append("second");
            operator.process(reused, 2);
            operator.endInput();

            assertThat(operator.output().get(0).accumulator())
                    .extracting(StringBuilder::toString)
                    .containsExactly("first", "second");
        }
    }

    /** Keys may have parts of a record, too. */
    @Test
    void keepsKeysOfRecordsThatChange() {
        WindowSpec<byte[], TimeWindow> spec =
                WindowSpec.of(TumblingEventTimeWindows.of(Duration.ofMillis(10)));
        OperatorFactory<Partial<Id, Long>> factory =
                WindowOperatorFactory.preAggregate(spec, Id::new, new Lengths());
        try (var operator = OperatorHarness.<byte[], Partial<Id, Long>>of(factory).open()) {
            byte[] reused = {1};
            operator.process(reused, 1);
            reused[0] = 2;
            operator.process(reused, 2);
            operator.endInput();

            assertThat(operator.output())
                    .extracting(partial -> partial.key().bytes()[0])
                    .containsExactlyInAnyOrder((byte) 1, (byte) 2);
        }
    }

    @Test
    void rule28_everyRecordOfALatePartialIsCounted() {
        WindowOperatorFactory<Partial<String, Long>, TimeWindow, Long> factory =
                WindowOperatorFactory.merge(TUMBLING, new WindowJobs.Sum());
        try (var operator =
                KeyedHarness.<String, Partial<String, Long>, Long>of(factory, Partial::key)
                        .open()) {
            operator.watermark(9);
            operator.process(new Partial<>("a", 7L, 3), 9);

            assertThat(operator.counter("numLateRecordsDropped")).isEqualTo(3);
        }
    }

    @Test
    void fitsWindowsOfEventTimeThatFireOnceAndAFunctionThatMerges() {
        AggregateFunction<Reading, Long, Long> sum = new WindowJobs.Sum();
        assertThat(WindowOperatorFactory.fitsTwoSteps(TUMBLING, sum)).isTrue();
        assertThat(WindowOperatorFactory.fitsTwoSteps(SLIDING, sum)).isTrue();

        assertThat(
                        WindowOperatorFactory.fitsTwoSteps(
                                TUMBLING.withTrigger(CountTrigger.of(2)), sum))
                .isFalse();
        assertThat(
                        WindowOperatorFactory.fitsTwoSteps(
                                TUMBLING.withEvictor(CountEvictor.of(2)), sum))
                .isFalse();
        assertThat(
                        WindowOperatorFactory.fitsTwoSteps(
                                TUMBLING.withAllowedLateness(Duration.ofMillis(1)), sum))
                .isFalse();
        assertThat(
                        WindowOperatorFactory.fitsTwoSteps(
                                TUMBLING.withLateOutput(new OutputTag<>("late")), sum))
                .isFalse();
        assertThat(
                        WindowOperatorFactory.fitsTwoSteps(
                                WindowSpec.of(
                                        TumblingProcessingTimeWindows.of(Duration.ofMillis(1))),
                                sum))
                .isFalse();
        assertThat(
                        WindowOperatorFactory.fitsTwoSteps(
                                WindowSpec.of(
                                        EventTimeSessionWindows.withGap(Duration.ofMillis(1))),
                                sum))
                .isFalse();
        assertThat(WindowOperatorFactory.fitsTwoSteps(TUMBLING, new NoMerge())).isFalse();
        assertThat(WindowOperatorFactory.fitsTwoSteps(TUMBLING, new RichSum())).isFalse();
        assertThatThrownBy(
                        () ->
                                WindowOperatorFactory.preAggregate(
                                        WindowSpec.<Reading, TimeWindow>of(
                                                EventTimeSessionWindows.withGap(
                                                        Duration.ofMillis(1))),
                                        Reading::key,
                                        sum))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static final class Gather
            implements AggregateFunction<StringBuilder, List<StringBuilder>, Integer> {
        private static final long serialVersionUID = 1L;

        @Override
        public List<StringBuilder> createAccumulator() {
            return new ArrayList<>();
        }

        @Override
        public List<StringBuilder> add(StringBuilder value, List<StringBuilder> accumulator) {
            accumulator.add(value);
            return accumulator;
        }

        @Override
        public Integer getResult(List<StringBuilder> accumulator) {
            return accumulator.size();
        }

        @Override
        public List<StringBuilder> merge(List<StringBuilder> left, List<StringBuilder> right) {
            left.addAll(right);
            return left;
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // a key of bytes
    private record Id(byte[] bytes) {}

    private static final class Lengths implements AggregateFunction<byte[], Long, Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public Long createAccumulator() {
            return 0L;
        }

        @Override
        public Long add(byte[] value, Long accumulator) {
            return accumulator + value.length;
        }

        @Override
        public Long getResult(Long accumulator) {
            return accumulator;
        }

        @Override
        public Long merge(Long left, Long right) {
            return left + right;
        }
    }

    private static class NoMerge implements AggregateFunction<Reading, Long, Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public Long createAccumulator() {
            return 0L;
        }

        @Override
        public Long add(Reading value, Long accumulator) {
            return accumulator + value.value();
        }

        @Override
        public Long getResult(Long accumulator) {
            return accumulator;
        }

        @Override
        public Long merge(Long left, Long right) {
            throw new UnsupportedOperationException("never needed so far");
        }
    }

    private static final class RichSum extends NoMerge implements RichFunction {
        private static final long serialVersionUID = 1L;

        @Override
        public Long merge(Long left, Long right) {
            return left + right;
        }
    }
}
