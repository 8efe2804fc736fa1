/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.core.function.AggregateFunction;
import io.sampo.operators.function.Collector;
import io.sampo.operators.function.KeyedProcessFunction;
import io.sampo.operators.function.OutputTag;
import io.sampo.operators.function.ProcessJoinFunction;
import io.sampo.operators.function.RuntimeContext;
import io.sampo.operators.job.ExecutionMode;
import io.sampo.operators.source.CollectionSource;
import io.sampo.operators.stream.DataStream;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.operators.watermark.WatermarkStrategy;
import io.sampo.operators.window.CumulatingEventTimeWindows;
import io.sampo.operators.window.EventTimeSessionWindows;
import io.sampo.operators.window.GlobalWindow;
import io.sampo.operators.window.ProcessWindowFunction;
import io.sampo.operators.window.SlidingEventTimeWindows;
import io.sampo.operators.window.TimeWindow;
import io.sampo.operators.window.TumblingEventTimeWindows;
import io.sampo.operators.window.WindowAssigner;
import io.sampo.state.ListState;
import io.sampo.state.MapState;
import io.sampo.state.StateDescriptor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same program in bounded mode and as a stream: the final results must be the same. */
class BatchModeTest {
    private static final int RECORDS = 600;
    private static final int KEYS = 25;
    private static final int SPAN = 2_000;
    private static final int DISORDER = 300;

    private static final OutputTag<String> ODD = OutputTag.of("odd", String.class);

    /** A record; numbers are unique. */
    record Event(String key, long timestamp, long number) {}

    /** A program, from two streams to texts that do not depend on any order. */
    private enum Program {
        TUMBLING((a, b) -> windows(a, TumblingEventTimeWindows.of(millis(100)))),
        SLIDING((a, b) -> windows(a, SlidingEventTimeWindows.of(millis(200), millis(50)))),
        CUMULATING((a, b) -> windows(a, CumulatingEventTimeWindows.of(millis(200), millis(50)))),
        SESSIONS((a, b) -> windows(a, EventTimeSessionWindows.withGap(millis(20)))),
        LISTED_SESSIONS(
                (a, b) ->
                        a.keyBy(Event::key)
                                .window(EventTimeSessionWindows.withGap(millis(20)))
                                .process(new Listed())),
        ALL(
                (a, b) ->
                        a.windowAll(TumblingEventTimeWindows.of(millis(50)))
                                .aggregate(new Sum())
                                .map(String::valueOf)),
        COUNT_WINDOWS((a, b) -> a.keyBy(Event::key).countWindow(7).process(new KeyOnly())),
        WINDOWS_BEHIND_WINDOWS(
                (a, b) ->
                        a.keyBy(Event::key)
                                .window(TumblingEventTimeWindows.of(millis(50)))
                                .aggregate(new Sum())
                                .keyBy(sum -> sum % 3)
                                .window(TumblingEventTimeWindows.of(millis(200)))
                                .process(new Total<>())),
        WINDOW_JOIN(
                (a, b) ->
                        a.join(b)
                                .where(Event::key)
                                .equalTo(Event::key)
                                .window(TumblingEventTimeWindows.of(millis(100)))
                                .apply((one, other) -> one.number() + "+" + other.number())),
        CO_GROUP(
                (a, b) ->
                        a.coGroup(b)
                                .where(Event::key)
                                .equalTo(Event::key)
                                .window(EventTimeSessionWindows.withGap(millis(10)))
                                .apply(
                                        (ones, others, out) ->
                                                out.collect(sorted(ones) + "+" + sorted(others)))),
        INTERVAL_JOIN(
                (a, b) ->
                        a.keyBy(Event::key)
                                .intervalJoin(b.keyBy(Event::key))
                                .between(millis(-30), millis(20))
                                .process(new Pair())),
        TEMPORAL_JOIN(
                (a, b) ->
                        a.keyBy(Event::key)
                                .temporalJoin(b.keyBy(Event::key))
                                .leftOuter()
                                .process(new Pair())),
        STATE_AND_TIMERS((a, b) -> a.keyBy(Event::key).process(new InOrder())),
        SIDE_OUTPUT(
                (a, b) -> {
                    DataStream<String> all = a.keyBy(Event::key).process(new InOrder());
                    return all.union(all.getSideOutput(ODD)).map(text -> "seen " + text);
                });

        private final BiFunction<DataStream<Event>, DataStream<Event>, DataStream<String>> program;

        Program(BiFunction<DataStream<Event>, DataStream<Event>, DataStream<String>> program) {
            this.program = program;
        }

        private static Duration millis(long millis) {
            return Duration.ofMillis(millis);
        }

        private static DataStream<String> windows(
                DataStream<Event> events, WindowAssigner<Object, TimeWindow> windows) {
            return events.keyBy(Event::key).window(windows).aggregate(new Sum(), new Total<>());
        }
    }

    private static List<Long> sorted(Iterable<Event> events) {
        List<Long> numbers = new ArrayList<>();
        events.forEach(event -> numbers.add(event.number()));
        numbers.sort(null);
        return numbers;
    }

    private static final class Sum implements AggregateFunction<Event, Long, Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public Long createAccumulator() {
            return 0L;
        }

        @Override
        public Long add(Event event, Long sum) {
            return sum + event.number();
        }

        @Override
        public Long getResult(Long sum) {
            return sum;
        }

        @Override
        public Long merge(Long one, Long other) {
            return one + other;
        }
    }

    private static final class Listed
            extends ProcessWindowFunction<Event, String, String, TimeWindow> {
        private static final long serialVersionUID = 1L;

        @Override
        public void process(
                String key,
                Context<TimeWindow> context,
                Iterable<Event> events,
                Collector<String> out) {
            out.collect(key + context.window() + sorted(events));
        }
    }

    private static final class KeyOnly
            extends ProcessWindowFunction<Event, String, String, GlobalWindow> {
        private static final long serialVersionUID = 1L;

        @Override
        public void process(
                String key,
                Context<GlobalWindow> context,
                Iterable<Event> events,
                Collector<String> out) {
            out.collect(key);
        }
    }

    private static final class Total<K> extends ProcessWindowFunction<Long, String, K, TimeWindow> {
        private static final long serialVersionUID = 1L;

        @Override
        public void process(
                K key, Context<TimeWindow> context, Iterable<Long> sums, Collector<String> out) {
            long total = 0;
            for (long sum : sums) {
                total += sum;
            }
            out.collect(key + " " + context.window() + total);
        }
    }

    private static final class Pair extends ProcessJoinFunction<Event, @Nullable Event, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(
                Event one, @Nullable Event other, Context context, Collector<String> out) {
            out.collect(one.number() + "+" + (other == null ? "none" : other.number()));
        }
    }

    /** Sorts the records of a key by timers, and tells which came before which. */
    private static final class InOrder extends KeyedProcessFunction<String, Event, String> {
        private static final long serialVersionUID = 1L;

        private transient @Nullable MapState<Long, Long> waiting;
        private transient @Nullable ListState<Long> lately;

        @Override
        public void open(RuntimeContext context) {
            waiting = context.getState(StateDescriptor.map("waiting", Long.class, Long.class));
            lately = context.getState(StateDescriptor.list("lately", Long.class));
        }

        @Override
        @SuppressWarnings("NullAway") // set in open
        public void processElement(Event event, Context<String> context, Collector<String> out)
                throws Exception {
            Long before = waiting.get(event.timestamp());
            waiting.put(event.timestamp(), event.number() + (before == null ? 0 : before));
            context.timerService().registerEventTimeTimer(event.timestamp());
        }

        @Override
        @SuppressWarnings("NullAway") // set in open
        public void onTimer(long timestamp, OnTimerContext<String> context, Collector<String> out)
                throws Exception {
            lately.add(waiting.get(timestamp));
            waiting.remove(timestamp);
            String text = context.getCurrentKey() + " " + timestamp + lately.get();
            out.collect(text);
            if (timestamp % 2 == 1) {
                context.output(ODD, text);
            }
        }
    }

    private static DataStream<Event> stream(
            StreamEnvironment env, List<Event> events, String name) {
        return env.fromCollection(events)
                .name(name)
                .rebalance()
                .assignTimestampsAndWatermarks(
                        WatermarkStrategy.<Event>forBoundedOutOfOrderness(
                                        Duration.ofMillis(2 * SPAN))
                                .withTimestampAssigner((event, before) -> event.timestamp()));
    }

    /** No two of a key at the same time: of two such versions the one that arrives last counts. */
    private static List<Event> events(Random random) {
        List<Event> events = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (int i = 0; i < RECORDS; i++) {
            long time = (long) i * SPAN / RECORDS + random.nextInt(DISORDER);
            String key = "k" + random.nextInt(KEYS);
            while (!taken.add(key + "@" + time)) {
                time++;
            }
            events.add(new Event(key, time, random.nextInt(1_000_000)));
        }
        return events;
    }

    private static StreamEnvironment environment(ExecutionMode mode) {
        return StreamEnvironment.local().setParallelism(2).setRuntimeMode(mode);
    }

    /** There are no watermarks to wait for. */
    @Test
    void rule18_alignedSourcesDoNotWaitForEachOther() {
        StreamEnvironment env = environment(ExecutionMode.BATCH);
        WatermarkStrategy<Event> aligned =
                WatermarkStrategy.<Event>forMonotonousTimestamps()
                        .withTimestampAssigner((event, before) -> event.timestamp())
                        .withWatermarkAlignment("both", Duration.ofMillis(1));
        CollectionSource<Event> early = CollectionSource.of(List.of(new Event("early", 1, 1)));
        CollectionSource<Event> late = CollectionSource.of(List.of(new Event("late", 9_000, 2)));

        assertThat(
                        env.fromSource(early, aligned, "early")
                                .union(env.fromSource(late, aligned, "late"))
                                .map(Event::key)
                                .executeAndCollect())
                .containsExactlyInAnyOrder("early", "late");
    }

    @ParameterizedTest
    @EnumSource(Program.class)
    void finalResultsAreThoseOfTheStream(Program program) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<Event> left = events(random);
        List<Event> right = events(random);
        Map<ExecutionMode, List<String>> results = new TreeMap<>();
        for (ExecutionMode mode : List.of(ExecutionMode.STREAMING, ExecutionMode.BATCH)) {
            StreamEnvironment env = environment(mode);
            results.put(
                    mode,
                    program.program
                            .apply(stream(env, left, "left"), stream(env, right, "right"))
                            .executeAndCollect());
        }

        assertThat(results.get(ExecutionMode.STREAMING)).isNotEmpty();
        assertThat(results.get(ExecutionMode.BATCH))
                .as("seed " + seed)
                .containsExactlyInAnyOrderElementsOf(results.get(ExecutionMode.STREAMING));
    }
}
