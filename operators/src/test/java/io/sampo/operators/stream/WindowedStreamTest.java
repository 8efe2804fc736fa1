/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.function.AggregateFunction;
import io.sampo.operators.function.Collector;
import io.sampo.operators.function.OutputTag;
import io.sampo.operators.graph.JobVertex;
import io.sampo.operators.graph.JobVertex.ChainedOperator;
import io.sampo.operators.testkit.Emitted;
import io.sampo.operators.testkit.HarnessStep;
import io.sampo.operators.window.EventTimeSessionWindows;
import io.sampo.operators.window.ProcessWindowFunction;
import io.sampo.operators.window.SlidingEventTimeWindows;
import io.sampo.operators.window.TimeWindow;
import io.sampo.operators.window.TumblingEventTimeWindows;
import io.sampo.operators.window.WindowAssigner;
import io.sampo.operators.window.evictor.CountEvictor;
import io.sampo.operators.window.trigger.CountTrigger;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Runs what windowed streams plan: the planned operator, stored and restored at every step. */
class WindowedStreamTest {
    private static final OutputTag<Sale> LATE = OutputTag.of("late", Sale.class);
    private static final TumblingEventTimeWindows TUMBLING =
            TumblingEventTimeWindows.of(Duration.ofMillis(10));

    record Sale(String shop, int amount) {
        Sale plus(Sale other) {
            return new Sale(shop, amount + other.amount);
        }
    }

    private static final List<HarnessStep<Sale>> SCRIPT =
            List.of(
                    HarnessStep.record(new Sale("a", 1), 3),
                    HarnessStep.record(new Sale("b", 2), 5),
                    HarnessStep.record(new Sale("a", 4), 8),
                    HarnessStep.watermark(9),
                    HarnessStep.record(new Sale("a", 8), 7),
                    HarnessStep.record(new Sale("a", 16), 13),
                    HarnessStep.end());

    private static <R> List<Emitted> run(
            WindowAssigner<Object, TimeWindow> windows,
            Function<WindowedStream<Sale, String, TimeWindow>, DataStream<R>> program) {
        return run(keyed -> program.apply(keyed.window(windows)));
    }

    private static <R> List<Emitted> run(
            Function<KeyedStream<Sale, String>, DataStream<R>> program) {
        StreamEnvironment env = StreamEnvironment.local();
        DataStream<R> added =
                program.apply(env.fromCollection(List.of(new Sale("a", 1))).keyBy(Sale::shop));
        assertThat(added).isNotNull();
        List<JobVertex> vertices = env.graph("job").vertices();
        ChainedOperator operator = vertices.get(1).operators().get(0);
        assertThat(operator.keyed()).isTrue();
        assertThat(operator.stateful()).isTrue();
        return PlannedWindows.run(vertices, Sale::shop, SCRIPT);
    }

    private static Emitted result(Object value, long timestamp) {
        return new Emitted.Result(value, timestamp);
    }

    @Test
    void reduces() {
        assertThat(run(TUMBLING, sales -> sales.reduce(Sale::plus)))
                .containsExactlyInAnyOrder(
                        result(new Sale("a", 5), 9),
                        result(new Sale("b", 2), 9),
                        result(new Sale("a", 16), 19));
    }

    @Test
    void reducesAndDescribes() {
        assertThat(run(TUMBLING, sales -> sales.reduce(Sale::plus, new Describe<>())))
                .containsExactlyInAnyOrder(
                        result("a 0: Sale[shop=a, amount=5]", 9),
                        result("b 0: Sale[shop=b, amount=2]", 9),
                        result("a 10: Sale[shop=a, amount=16]", 19));
    }

    @Test
    void aggregates() {
        assertThat(
                        run(
                                SlidingEventTimeWindows.of(
                                        Duration.ofMillis(20), Duration.ofMillis(10)),
                                sales -> sales.aggregate(new Amount())))
                .containsExactlyInAnyOrder(
                        result(5L, 9),
                        result(2L, 9),
                        result(29L, 19),
                        result(2L, 19),
                        result(16L, 29));
    }

    /** So that a record that is aggregated away crosses no thread. */
    @Test
    void aggregatesFirstInTheChainsThatRecordsComeFrom() {
        StreamEnvironment env = StreamEnvironment.local().setParallelism(4);
        DataStream<Sale> one = env.fromCollection(List.of(new Sale("a", 1))).setParallelism(1);
        DataStream<Sale> other = one.rebalance().map(sale -> sale).setParallelism(3);
        assertThat(other.union(one).keyBy(Sale::shop).window(TUMBLING).aggregate(new Amount()))
                .isNotNull();

        assertThat(env.graph("job").vertices())
                .extracting(
                        vertex ->
                                vertex.parallelism()
                                        + " "
                                        + vertex.operators().stream()
                                                .map(operator -> operator.id().name())
                                                .toList())
                .containsExactly(
                        "1 [source-1, pre-aggregate-4]",
                        "3 [map-2, pre-aggregate-3]",
                        "4 [window-5]");
    }

    @Test
    void aggregatesAndDescribes() {
        assertThat(run(TUMBLING, sales -> sales.aggregate(new Amount(), new Describe<>())))
                .containsExactlyInAnyOrder(
                        result("a 0: 5", 9), result("b 0: 2", 9), result("a 10: 16", 19));
    }

    @Test
    void processesAllRecords() {
        assertThat(
                        run(
                                EventTimeSessionWindows.withGap(Duration.ofMillis(5)),
                                sales -> sales.process(new Describe<>())))
                .containsExactlyInAnyOrder(
                        result(
                                "a 3: Sale[shop=a, amount=1] Sale[shop=a, amount=4]"
                                        + " Sale[shop=a, amount=8] Sale[shop=a, amount=16]",
                                17),
                        result("b 5: Sale[shop=b, amount=2]", 9));
    }

    @Test
    void latenessLateOutputAndTriggerCanBeSet() {
        assertThat(
                        run(
                                TUMBLING,
                                sales ->
                                        sales.allowedLateness(Duration.ofMillis(1))
                                                .aggregate(new Amount())))
                .contains(result(5L, 9), result(13L, 9));
        assertThat(run(TUMBLING, sales -> sales.sideOutputLateData(LATE).aggregate(new Amount())))
                .contains(new Emitted.Side("late", new Sale("a", 8), 7));
        assertThat(
                        run(
                                TUMBLING,
                                sales -> sales.trigger(CountTrigger.of(2)).aggregate(new Amount())))
                .containsExactly(result(5L, 9));
    }

    @Test
    void rule34_countWindowsFollowEachOther() {
        assertThat(run(sales -> sales.countWindow(2).reduce(Sale::plus)))
                .containsExactly(
                        result(new Sale("a", 5), Long.MAX_VALUE),
                        result(new Sale("a", 24), Long.MAX_VALUE));
    }

    @Test
    void rule34_countWindowsSlide() {
        assertThat(run(sales -> sales.countWindow(3, 1).reduce(Sale::plus)))
                .containsExactly(
                        result(new Sale("a", 1), Long.MAX_VALUE),
                        result(new Sale("b", 2), Long.MAX_VALUE),
                        result(new Sale("a", 5), Long.MAX_VALUE),
                        result(new Sale("a", 13), Long.MAX_VALUE),
                        result(new Sale("a", 28), Long.MAX_VALUE));
        assertThat(run(sales -> sales.countWindow(3, 2).aggregate(new Amount())))
                .containsExactly(result(5L, Long.MAX_VALUE), result(28L, Long.MAX_VALUE));
    }

    @Test
    void rule34_evictorsCanBeSet() {
        assertThat(
                        run(
                                TUMBLING,
                                sales -> sales.evictor(CountEvictor.of(1)).aggregate(new Amount())))
                .containsExactlyInAnyOrder(result(4L, 9), result(2L, 9), result(16L, 19));
    }

    @Test
    void refusesANegativeLatenessWhenTheJobIsWritten() {
        assertThatThrownBy(
                        () ->
                                run(
                                        TUMBLING,
                                        sales ->
                                                sales.allowedLateness(Duration.ofMillis(-1))
                                                        .aggregate(new Amount())))
                .hasMessageContaining("allowedLateness=PT-0.001S");
    }

    private static final class Amount implements AggregateFunction<Sale, Long, Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public Long createAccumulator() {
            return 0L;
        }

        @Override
        public Long add(Sale value, Long accumulator) {
            return accumulator + value.amount();
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

    private static final class Describe<V>
            extends ProcessWindowFunction<V, String, String, TimeWindow> {
        private static final long serialVersionUID = 1L;

        @Override
        public void process(
                String key,
                Context<TimeWindow> context,
                Iterable<V> elements,
                Collector<String> out) {
            StringBuilder text = new StringBuilder(key + " " + context.window().start() + ":");
            elements.forEach(element -> text.append(' ').append(element));
            out.collect(text.toString());
        }
    }
}
