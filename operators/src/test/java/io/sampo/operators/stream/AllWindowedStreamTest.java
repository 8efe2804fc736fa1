/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.function.AggregateFunction;
import io.sampo.operators.function.Collector;
import io.sampo.operators.function.OutputTag;
import io.sampo.operators.function.RuntimeContext;
import io.sampo.operators.graph.JobVertex;
import io.sampo.operators.testkit.Emitted;
import io.sampo.operators.testkit.HarnessStep;
import io.sampo.operators.window.ProcessAllWindowFunction;
import io.sampo.operators.window.ProcessWindowFunction.Context;
import io.sampo.operators.window.TimeWindow;
import io.sampo.operators.window.TumblingEventTimeWindows;
import io.sampo.operators.window.evictor.CountEvictor;
import io.sampo.operators.window.trigger.CountTrigger;
import io.sampo.state.StateDescriptor;
import io.sampo.state.ValueState;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Runs what streams windowed as a whole plan, stored and restored at every step. */
class AllWindowedStreamTest {
    private static final OutputTag<Long> LATE = OutputTag.of("late", Long.class);
    private static final OutputTag<String> GONE = OutputTag.of("gone", String.class);
    private static final TumblingEventTimeWindows TUMBLING =
            TumblingEventTimeWindows.of(Duration.ofMillis(10));

    private static final List<HarnessStep<Long>> SCRIPT =
            List.of(
                    HarnessStep.record(1L, 3),
                    HarnessStep.record(2L, 5),
                    HarnessStep.record(4L, 12),
                    HarnessStep.watermark(9),
                    HarnessStep.record(8L, 7),
                    HarnessStep.record(16L, 13),
                    HarnessStep.end());

    private static <R> List<Emitted> run(Function<DataStream<Long>, DataStream<R>> program) {
        StreamEnvironment env = StreamEnvironment.local().setParallelism(4);
        DataStream<R> added = program.apply(env.fromElements(1L, 2L).map(n -> n));
        assertThat(added).isNotNull();
        List<JobVertex> vertices = env.graph("job").vertices();
        JobVertex vertex = vertices.get(vertices.size() - 1);
        assertThat(vertex.parallelism()).isEqualTo(1);
        assertThat(vertex.maxParallelism()).isEqualTo(1);
        return PlannedWindows.run(vertices, n -> 0, SCRIPT);
    }

    private static Emitted result(Object value, long timestamp) {
        return new Emitted.Result(value, timestamp);
    }

    private static AllWindowedStream<Long, TimeWindow> tumbling(DataStream<Long> numbers) {
        return numbers.windowAll(TUMBLING);
    }

    @Test
    void reducesAllRecords() {
        assertThat(run(numbers -> tumbling(numbers).reduce(Long::sum)))
                .containsExactly(result(3L, 9), result(20L, 19));
        assertThat(run(numbers -> tumbling(numbers).reduce(Long::sum, new Describe<>())))
                .contains(result("0: 3 firing 1 of window, 1 of all", 9))
                .contains(result("10: 20 firing 1 of window, 2 of all", 19));
    }

    @Test
    void aggregatesAllRecords() {
        assertThat(run(numbers -> tumbling(numbers).aggregate(new Sum())))
                .containsExactly(result(3L, 9), result(20L, 19));
        assertThat(run(numbers -> tumbling(numbers).aggregate(new Sum(), new Describe<>())))
                .contains(result("0: 3 firing 1 of window, 1 of all", 9));
    }

    @Test
    void rule32_theStateOfAWindowCanBeClearedWhenItGoes() {
        assertThat(
                        run(
                                numbers ->
                                        tumbling(numbers)
                                                .allowedLateness(Duration.ofMillis(5))
                                                .process(new Describe<>())))
                .containsExactly(
                        result("0: 1 2 firing 1 of window, 1 of all", 9),
                        result("0: 1 2 8 firing 2 of window, 2 of all", 9),
                        new Emitted.Side("gone", "0 fired 2", 9),
                        result("10: 4 16 firing 1 of window, 3 of all", 19),
                        new Emitted.Side("gone", "10 fired 1", 19));
    }

    @Test
    void lateOutputTriggerAndEvictorCanBeSet() {
        assertThat(run(numbers -> tumbling(numbers).sideOutputLateData(LATE).reduce(Long::sum)))
                .contains(new Emitted.Side("late", 8L, 7));
        assertThat(
                        run(
                                numbers ->
                                        tumbling(numbers)
                                                .trigger(CountTrigger.of(2))
                                                .evictor(CountEvictor.of(1))
                                                .reduce(Long::sum)))
                .containsExactly(result(2L, 9), result(16L, 19));
    }

    @Test
    void rule34_countsAllRecords() {
        assertThat(run(numbers -> numbers.countWindowAll(2).reduce(Long::sum)))
                .extracting(emitted -> ((Emitted.Result) emitted).value())
                .containsExactly(3L, 12L);
        assertThat(run(numbers -> numbers.countWindowAll(3, 2).reduce(Long::sum)))
                .extracting(emitted -> ((Emitted.Result) emitted).value())
                .containsExactly(3L, 14L);
    }

    @Test
    void refusesMoreThanOneSubtask() {
        DataStream<Long> sums =
                tumbling(StreamEnvironment.local().fromElements(1L)).reduce(Long::sum).name("sums");

        assertThatThrownBy(() -> sums.setParallelism(2))
                .hasMessageContaining("operator=sums parallelism=2")
                .hasMessageContaining("keyBy(...)");
        assertThatThrownBy(() -> sums.setMaxParallelism(128))
                .hasMessageContaining("maxParallelism=128");
        assertThat(sums.setParallelism(1).setMaxParallelism(1)).isSameAs(sums);
    }

    private static final class Sum implements AggregateFunction<Long, Long, Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public Long createAccumulator() {
            return 0L;
        }

        @Override
        public Long add(Long value, Long accumulator) {
            return accumulator + value;
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

    private static final class Describe<V> extends ProcessAllWindowFunction<V, String, TimeWindow> {
        private static final long serialVersionUID = 1L;
        private static final StateDescriptor<ValueState<Long>> FIRED =
                StateDescriptor.value("fired", Long.class);

        private transient boolean open;

        @Override
        public void open(RuntimeContext context) {
            open = context.parallelism() == 1;
        }

        @Override
        public void process(
                Context<TimeWindow> context, Iterable<V> elements, Collector<String> out) {
            assertThat(open).isTrue();
            StringBuilder text = new StringBuilder(context.window().start() + ":");
            elements.forEach(element -> text.append(' ').append(element));
            long ofWindow = increment(context.windowState(FIRED));
            long ofAll = increment(context.globalState(FIRED));
            out.collect(text + " firing " + ofWindow + " of window, " + ofAll + " of all");
        }

        private static long increment(ValueState<Long> state) {
            Long before = state.value();
            long after = before == null ? 1 : before + 1;
            state.update(after);
            return after;
        }

        @Override
        public void clear(Context<TimeWindow> context) {
            ValueState<Long> fired = context.windowState(FIRED);
            context.output(GONE, context.window().start() + " fired " + fired.value());
            fired.clear();
        }
    }
}
