/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.conformance;

import io.sampo.core.function.AggregateFunction;
import io.sampo.operators.async.AsyncFunction;
import io.sampo.operators.function.CoGroupFunction;
import io.sampo.operators.function.Collector;
import io.sampo.operators.function.KeyedBroadcastProcessFunction;
import io.sampo.operators.function.KeyedCoProcessFunction;
import io.sampo.operators.function.KeyedProcessFunction;
import io.sampo.operators.function.OutputTag;
import io.sampo.operators.function.ProcessFunction;
import io.sampo.operators.function.ProcessJoinFunction;
import io.sampo.operators.function.RuntimeContext;
import io.sampo.operators.stream.AsyncDataStream;
import io.sampo.operators.stream.DataStream;
import io.sampo.operators.stream.KeyedStream;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.operators.window.EventTimeSessionWindows;
import io.sampo.operators.window.SlidingEventTimeWindows;
import io.sampo.operators.window.TumblingEventTimeWindows;
import io.sampo.state.MapState;
import io.sampo.state.StateDescriptor;
import io.sampo.state.ValueState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/** Runs the cases here. */
final class SampoOperators {
    private static final OutputTag<String> BIG = OutputTag.of("big", String.class);
    private static final Duration FORTY = Duration.ofMillis(40);

    private SampoOperators() {}

    static List<String> run(List<Reading> readings, OperatorCase each) {
        StreamEnvironment environment = StreamEnvironment.local().setParallelism(2);
        return define(SampoWindows.readings(environment, readings), each).executeAndCollect();
    }

    private static DataStream<String> define(DataStream<Reading> readings, OperatorCase each) {
        KeyedStream<Reading, String> keyed = readings.keyBy(Reading::key);
        DataStream<Reading> even = readings.filter(reading -> reading.value() % 2 == 0);
        DataStream<Reading> odd = readings.filter(reading -> reading.value() % 2 != 0);
        return switch (each) {
            case TIMERS -> stamped(keyed.process(new Timers()));
            case RUNNING_REDUCE -> stamped(keyed.reduce(SampoOperators::sum));
            case RUNNING_MIN_AND_MAX ->
                    stamped(keyed.min(Reading::value)).union(stamped(keyed.max(Reading::value)));
            case COUNT_WINDOWS -> stamped(keyed.countWindow(3).reduce(SampoOperators::sum));
            case SLIDING_COUNT_WINDOWS ->
                    stamped(keyed.countWindow(5, 2).reduce(SampoOperators::sum));
            case WINDOWS_OF_ALL ->
                    stamped(
                            readings.windowAll(TumblingEventTimeWindows.of(FORTY))
                                    .aggregate(new Sum()));
            case WINDOWS_OF_WINDOWS ->
                    stamped(
                            keyed.window(TumblingEventTimeWindows.of(FORTY))
                                    .aggregate(new Sum())
                                    .windowAll(TumblingEventTimeWindows.of(FORTY.multipliedBy(3)))
                                    .reduce(Long::sum));
            case UNION ->
                    stamped(
                            even.union(odd)
                                    .keyBy(Reading::key)
                                    .window(TumblingEventTimeWindows.of(FORTY))
                                    .aggregate(new Sum()));
            case SIDE_OUTPUT -> {
                DataStream<String> small = readings.process(new Divide());
                yield stamped(small).union(stamped(small.getSideOutput(BIG)));
            }
            case INTERVAL_JOIN ->
                    stamped(
                            even.keyBy(Reading::key)
                                    .intervalJoin(odd.keyBy(Reading::key))
                                    .between(Duration.ofMillis(-15), Duration.ofMillis(10))
                                    .process(new Pair()));
            case EXCLUSIVE_INTERVAL_JOIN ->
                    stamped(
                            even.keyBy(Reading::key)
                                    .intervalJoin(odd.keyBy(Reading::key))
                                    .between(Duration.ofMillis(3), Duration.ofMillis(20))
                                    .lowerBoundExclusive()
                                    .upperBoundExclusive()
                                    .process(new Pair()));
            case WINDOW_JOIN ->
                    stamped(
                            even.join(odd)
                                    .where(Reading::key)
                                    .equalTo(Reading::key)
                                    .window(SlidingEventTimeWindows.of(FORTY, FORTY.dividedBy(2)))
                                    .apply(SampoOperators::pair));
            case SESSION_CO_GROUP ->
                    stamped(
                            even.coGroup(odd)
                                    .where(Reading::key)
                                    .equalTo(Reading::key)
                                    .window(EventTimeSessionWindows.withGap(Duration.ofMillis(15)))
                                    .apply(new Sides()));
            case ASYNC ->
                    stamped(
                            AsyncDataStream.orderedWait(
                                    readings,
                                    AsyncFunction.of(
                                            reading ->
                                                    CompletableFuture.supplyAsync(
                                                            () -> "answer to " + reading)),
                                    Duration.ofSeconds(30)));
            case CONNECT ->
                    stamped(
                            even.keyBy(Reading::key)
                                    .connect(odd.keyBy(Reading::key))
                                    .process(new Buckets()));
            case BROADCAST ->
                    stamped(
                            even.keyBy(Reading::key)
                                    .connect(odd.broadcast(WithRules.RULES))
                                    .process(new WithRules()));
        };
    }

    private static <T> DataStream<String> stamped(DataStream<T> results) {
        return results.process(new SampoWindows.Stamp<>(""));
    }

    private static String pair(Reading left, Reading right) {
        return left + " " + right;
    }

    private static Reading sum(Reading left, Reading right) {
        return new Reading(left.key(), left.value() + right.value(), right.time());
    }

    private static final class Sum implements AggregateFunction<Reading, Long, Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public Long createAccumulator() {
            return 0L;
        }

        @Override
        public Long add(Reading reading, Long sum) {
            return sum + reading.value();
        }

        @Override
        public Long getResult(Long sum) {
            return sum;
        }

        @Override
        public Long merge(Long left, Long right) {
            return left + right;
        }
    }

    /** Sets a timer for each record, and lets some of them delete the last one. */
    private static final class Timers extends KeyedProcessFunction<String, Reading, String> {
        private static final long serialVersionUID = 1L;

        private transient ValueState<Long> last;
        private transient ValueState<Long> sum;

        @Override
        public void open(RuntimeContext context) {
            last = context.getState(StateDescriptor.value("last", Long.class));
            sum = context.getState(StateDescriptor.value("sum", Long.class));
        }

        @Override
        public void processElement(Reading reading, Context<String> context, Collector<String> out)
                throws Exception {
            Long before = sum.value();
            sum.update(reading.value() + (before == null ? 0 : before));
            Long set = last.value();
            if (set != null && reading.value() % 5 == 0) {
                context.timerService().deleteEventTimeTimer(set);
            }
            // some of them are past already
            long next = (reading.time() + reading.value() - 10) / 8 * 8;
            context.timerService().registerEventTimeTimer(next);
            context.timerService().registerEventTimeTimer(next);
            last.update(next);
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext<String> context, Collector<String> out)
                throws Exception {
            out.collect(context.getCurrentKey() + " " + sum.value() + " at " + timestamp);
            if (timestamp % 3 == 0) {
                sum.clear();
            }
            if (timestamp % 5 == 0) {
                context.timerService().registerEventTimeTimer(timestamp + 4);
            }
        }
    }

    /** Sends what is big to the side. */
    private static final class Divide extends ProcessFunction<Reading, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(Reading reading, Context context, Collector<String> out) {
            if (reading.value() > 30) {
                context.output(BIG, "big " + reading);
            } else {
                out.collect("small " + reading);
            }
        }
    }

    private static final class Pair extends ProcessJoinFunction<Reading, Reading, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(
                Reading left, Reading right, Context context, Collector<String> out) {
            out.collect(left + " " + right);
        }
    }

    /** Shows which records there are on each side. */
    private static final class Sides implements CoGroupFunction<Reading, Reading, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public void coGroup(
                Iterable<Reading> first, Iterable<Reading> second, Collector<String> out) {
            TreeSet<String> all = new TreeSet<>();
            first.forEach(reading -> all.add("first " + reading));
            second.forEach(reading -> all.add("second " + reading));
            out.collect(all.toString());
        }
    }

    /** Counts the records of both streams in buckets of time. */
    private static final class Buckets
            extends KeyedCoProcessFunction<String, Reading, Reading, String> {
        private static final long serialVersionUID = 1L;

        private transient MapState<Long, Long> left;
        private transient MapState<Long, Long> right;

        @Override
        public void open(RuntimeContext context) {
            left = context.getState(StateDescriptor.map("left", Long.class, Long.class));
            right = context.getState(StateDescriptor.map("right", Long.class, Long.class));
        }

        @Override
        public void processElement1(
                Reading reading,
                KeyedProcessFunction.Context<String> context,
                Collector<String> out)
                throws Exception {
            add(left, reading, context);
        }

        @Override
        public void processElement2(
                Reading reading,
                KeyedProcessFunction.Context<String> context,
                Collector<String> out)
                throws Exception {
            add(right, reading, context);
        }

        private static void add(
                MapState<Long, Long> sums,
                Reading reading,
                KeyedProcessFunction.Context<String> context)
                throws Exception {
            long end = reading.time() / 30 * 30 + 29;
            Long before = sums.get(end);
            sums.put(end, reading.value() + (before == null ? 0 : before));
            context.timerService().registerEventTimeTimer(end);
        }

        @Override
        public void onTimer(
                long timestamp,
                KeyedProcessFunction.OnTimerContext<String> context,
                Collector<String> out)
                throws Exception {
            out.collect(
                    context.getCurrentKey()
                            + " "
                            + left.get(timestamp)
                            + " "
                            + right.get(timestamp));
            left.remove(timestamp);
            right.remove(timestamp);
        }
    }

    /** Adds up a keyed stream, and shows it at the end beside all that was broadcast. */
    private static final class WithRules
            extends KeyedBroadcastProcessFunction<String, Reading, Reading, String> {
        private static final long serialVersionUID = 1L;
        private static final long END = 1_000_000;
        static final StateDescriptor.Mapping<String, Long> RULES =
                StateDescriptor.map("rules", String.class, Long.class);

        private transient ValueState<Long> sum;

        @Override
        public void open(RuntimeContext context) {
            sum = context.getState(StateDescriptor.value("sum", Long.class));
        }

        @Override
        public void processElement(
                Reading reading, ReadOnlyContext<String> context, Collector<String> out)
                throws Exception {
            Long before = sum.value();
            sum.update(reading.value() + (before == null ? 0 : before));
            context.timerService().registerEventTimeTimer(END);
        }

        @Override
        public void processBroadcastElement(
                Reading reading, Context<String> context, Collector<String> out) throws Exception {
            context.getBroadcastState(RULES).put(reading.toString(), reading.value());
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext<String> context, Collector<String> out)
                throws Exception {
            long rules = 0;
            for (Map.Entry<String, Long> rule : context.getBroadcastState(RULES).entries()) {
                rules += rule.getKey().hashCode() + rule.getValue();
            }
            out.collect(context.getCurrentKey() + " " + sum.value() + " " + rules);
        }
    }
}
