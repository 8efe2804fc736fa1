/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window;

import io.sampo.core.function.AggregateFunction;
import io.sampo.operators.function.Collector;
import io.sampo.operators.function.OutputTag;
import io.sampo.operators.testkit.HarnessSetup;
import io.sampo.operators.testkit.HarnessStep;
import io.sampo.operators.testkit.KeyedHarness;
import io.sampo.operators.testkit.OperatorHarness;
import io.sampo.state.StateDescriptor;
import io.sampo.state.ValueState;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Window operators to test, which emit {@code key start..end value}. */
final class WindowJobs {
    static final OutputTag<Reading> LATE = new OutputTag<>("late");
    static final OutputTag<String> CLEARED = new OutputTag<>("cleared");

    private WindowJobs() {}

    /** Readings of a few keys at times of a range. */
    static List<HarnessStep<Reading>> records(Random random, int from, int until) {
        List<HarnessStep<Reading>> steps = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            Reading reading = Reading.of("key" + random.nextInt(12), random.nextInt(100));
            steps.add(HarnessStep.record(reading, from + random.nextInt(until - from)));
        }
        return steps;
    }

    /** Takes the steps for keys that the subtask owns. */
    static void run(OperatorHarness<Reading, String> harness, List<HarnessStep<Reading>> script) {
        for (HarnessStep<Reading> step : script) {
            if (step instanceof HarnessStep.Element<Reading> element
                    && harness.owns(element.value())) {
                harness.step(step);
            }
        }
    }

    /** Sums values incrementally, and emits with key and window. */
    static <W extends Window> HarnessSetup<Reading, String> sums(WindowSpec<Reading, W> spec) {
        return KeyedHarness.of(
                WindowOperatorFactory.aggregate(spec, new Sum(), new Describe<Long, W>()),
                Reading::key);
    }

    /** The second step of {@link #sums}. */
    static HarnessSetup<Partial<String, Long>, String> mergedSums(
            WindowSpec<Reading, TimeWindow> spec) {
        return KeyedHarness.of(
                WindowOperatorFactory.merge(spec, new Sum(), new Describe<Long, TimeWindow>()),
                Partial::key);
    }

    /** Sums values incrementally, and emits the sum alone. */
    static HarnessSetup<Reading, Long> plainSums(WindowSpec<Reading, TimeWindow> spec) {
        return KeyedHarness.of(WindowOperatorFactory.aggregate(spec, new Sum()), Reading::key);
    }

    /** Keeps all records, and emits their values in order. */
    static <W extends Window> HarnessSetup<Reading, String> lists(WindowSpec<Reading, W> spec) {
        return KeyedHarness.of(
                WindowOperatorFactory.process(spec, new DescribeAll<W>()), Reading::key);
    }

    /** Keeps all records, and emits their sum. */
    static <W extends Window> HarnessSetup<Reading, String> summedLists(
            WindowSpec<Reading, W> spec) {
        return KeyedHarness.of(
                WindowOperatorFactory.process(spec, new DescribeSum<W>()), Reading::key);
    }

    /** Adds up readings by a reduce function, and emits with key and window. */
    static <W extends Window> HarnessSetup<Reading, String> reductions(
            WindowSpec<Reading, W> spec) {
        return KeyedHarness.of(
                WindowOperatorFactory.reduce(
                        spec,
                        (left, right) -> new Reading(left.key(), left.value() + right.value()),
                        new DescribeAll<W>()),
                Reading::key);
    }

    static final class Sum implements AggregateFunction<Reading, Long, Long> {
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
            return left + right;
        }
    }

    private static String describe(String key, Window window) {
        return window instanceof TimeWindow time
                ? key + " " + time.start() + ".." + time.end()
                : key + " all";
    }

    private static final class Describe<V, W extends Window>
            extends ProcessWindowFunction<V, String, String, W> {
        private static final long serialVersionUID = 1L;

        @Override
        public void process(
                String key, Context<W> context, Iterable<V> elements, Collector<String> out) {
            elements.forEach(
                    element -> out.collect(describe(key, context.window()) + " " + element));
        }
    }

    private static final class DescribeAll<W extends Window>
            extends ProcessWindowFunction<Reading, String, String, W> {
        private static final long serialVersionUID = 1L;

        @Override
        public void process(
                String key, Context<W> context, Iterable<Reading> elements, Collector<String> out) {
            StringBuilder values = new StringBuilder(describe(key, context.window()));
            elements.forEach(element -> values.append(' ').append(element.value()));
            out.collect(values.toString());
        }
    }

    private static final class DescribeSum<W extends Window>
            extends ProcessWindowFunction<Reading, String, String, W> {
        private static final long serialVersionUID = 1L;

        @Override
        public void process(
                String key, Context<W> context, Iterable<Reading> elements, Collector<String> out) {
            long sum = 0;
            for (Reading element : elements) {
                sum += element.value();
            }
            out.collect(describe(key, context.window()) + " " + sum);
        }
    }

    /** Counts how often each window, and each key, has fired, and tells of windows that go. */
    static final class Firings extends ProcessWindowFunction<Long, String, String, TimeWindow> {
        private static final long serialVersionUID = 1L;
        private static final StateDescriptor<ValueState<Long>> COUNT =
                StateDescriptor.value("count", Long.class);

        @Override
        public void process(
                String key,
                Context<TimeWindow> context,
                Iterable<Long> elements,
                Collector<String> out) {
            long inWindow = increment(context.windowState(COUNT));
            long inAll = increment(context.globalState(COUNT));
            elements.forEach(
                    sum ->
                            out.collect(
                                    describe(key, context.window())
                                            + " "
                                            + sum
                                            + " firing "
                                            + inWindow
                                            + " of window, "
                                            + inAll
                                            + " of key, watermark "
                                            + context.currentWatermark()));
        }

        private static long increment(ValueState<Long> state) {
            Long before = state.value();
            long after = before == null ? 1 : before + 1;
            state.update(after);
            return after;
        }

        @Override
        public void clear(Context<TimeWindow> context) {
            Long count = context.windowState(COUNT).value();
            context.output(CLEARED, context.window() + " fired " + count);
            context.windowState(COUNT).clear();
        }
    }
}
