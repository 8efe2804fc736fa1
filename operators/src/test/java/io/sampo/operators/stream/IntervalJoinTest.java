/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.type.ClosureCodec;
import io.sampo.operators.chain.OperatorFactory;
import io.sampo.operators.function.Collector;
import io.sampo.operators.function.OutputTag;
import io.sampo.operators.function.ProcessJoinFunction;
import io.sampo.operators.graph.JobGraph;
import io.sampo.operators.graph.JobVertex;
import io.sampo.operators.testkit.FromInput;
import io.sampo.operators.testkit.OperatorHarness;
import io.sampo.operators.testkit.TwoInputHarness;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class IntervalJoinTest {
    private static final OutputTag<Long> LATE = OutputTag.of("late", Long.class);

    private final StreamEnvironment env = StreamEnvironment.local();

    private IntervalJoin.Unbounded<Long, Long, Long> join() {
        return env.fromElements(1L)
                .keyBy(number -> 0L)
                .intervalJoin(env.fromElements(2L).keyBy(number -> 0L));
    }

    private static final class Show extends ProcessJoinFunction<Long, Long, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(Long left, Long right, Context context, Collector<String> out) {
            out.collect(left + "-" + right);
        }
    }

    private OperatorHarness<FromInput<Long, Long>, String> open() {
        JobGraph graph = env.graph("job");
        JobVertex vertex = graph.vertices().get(graph.vertices().size() - 1);
        OperatorFactory<String> factory =
                ClosureCodec.read(vertex.operators().get(0).factory(), getClass().getClassLoader());
        return TwoInputHarness.<Long, Long, Long, String>keyed(factory, number -> 0L, number -> 0L)
                .open();
    }

    private static void feed(OperatorHarness<FromInput<Long, Long>, String> harness) {
        harness.process(FromInput.first(10L), 10);
        for (long at = 5; at < 20; at++) {
            harness.process(FromInput.second(at), at);
        }
    }

    @Test
    void rule66_boundsAreInclusive() {
        join().between(Duration.ofMillis(-1), Duration.ofMillis(2)).process(new Show());
        try (OperatorHarness<FromInput<Long, Long>, String> harness = open()) {
            feed(harness);
            assertThat(harness.output()).containsExactly("10-9", "10-10", "10-11", "10-12");
        }
    }

    @Test
    void rule66_boundsCanBeExclusive() {
        join().between(Duration.ofMillis(-1), Duration.ofMillis(2))
                .upperBoundExclusive()
                .lowerBoundExclusive()
                .lowerBoundExclusive()
                .process(new Show());
        try (OperatorHarness<FromInput<Long, Long>, String> harness = open()) {
            feed(harness);
            assertThat(harness.output()).containsExactly("10-10", "10-11");
        }
    }

    @Test
    void lateRecordsOfEachSideGoToItsOutput() {
        join().between(Duration.ZERO, Duration.ZERO)
                .sideOutputLeftLateData(LATE)
                .sideOutputRightLateData(OutputTag.of("other", Long.class))
                .process(new Show());
        try (OperatorHarness<FromInput<Long, Long>, String> harness = open()) {
            harness.watermark(100);
            harness.process(FromInput.first(1L), 99);
            harness.process(FromInput.second(2L), 99);
            assertThat(harness.sideOutput(LATE)).containsExactly(1L);
            assertThat(harness.sideOutput(OutputTag.of("other", Long.class))).containsExactly(2L);
        }
    }

    /** Shows left records that are alone. */
    private static final class ShowLeft extends ProcessJoinFunction<Long, Long, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(Long left, Long right, Context context, Collector<String> out) {
            out.collect(left + "-" + right);
        }

        @Override
        public void processLeft(Long left, Context context, Collector<String> out) {
            out.collect(left + " at " + context.timestamp());
        }
    }

    @Test
    void rule66_anOuterJoinShowsWhatMeetsNobody() {
        join().between(Duration.ZERO, Duration.ofMillis(2)).leftOuter().process(new ShowLeft());
        try (OperatorHarness<FromInput<Long, Long>, String> harness = open()) {
            feed(harness);
            harness.process(FromInput.first(30L), 30);
            harness.watermark(40);
            assertThat(harness.output()).containsExactly("10-10", "10-11", "10-12", "30 at 33");
        }
    }

    @Test
    void anOuterJoinNeedsAFunctionForWhatItShows() {
        IntervalJoin<Long, Long, Long> left =
                join().between(Duration.ZERO, Duration.ZERO).leftOuter();

        assertThatThrownBy(() -> left.process(new Show()))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PROGRAM))
                .hasMessageContaining("join=left")
                .hasMessageContaining("Override processLeft");
        assertThatThrownBy(() -> left.rightOuter().process(new ShowLeft()))
                .hasMessageContaining("join=full")
                .hasMessageContaining("Override processRight");
    }

    @Test
    void refusesBoundsThatNothingIsBetween() {
        assertThatThrownBy(
                        () ->
                                join().between(Duration.ofMillis(3), Duration.ofMillis(3))
                                        .lowerBoundExclusive()
                                        .process(new Show()))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PROGRAM))
                .hasMessageContaining("lowerMillis=4 upperMillis=3");
        assertThatThrownBy(() -> join().between(Duration.ZERO, Duration.ofSeconds(Long.MAX_VALUE)))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("too far away");
    }
}
