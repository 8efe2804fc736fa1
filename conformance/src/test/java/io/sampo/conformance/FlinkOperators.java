/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.conformance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.common.functions.CoGroupFunction;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.functions.async.AsyncFunction;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.streaming.api.functions.co.ProcessJoinFunction;
import org.apache.flink.streaming.api.windowing.assigners.EventTimeSessionWindows;
import org.apache.flink.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Runs the cases on Apache Flink. */
final class FlinkOperators {
    private static final OutputTag<String> BIG = new OutputTag<>("big", Types.STRING);
    private static final Duration FORTY = Duration.ofMillis(40);

    private FlinkOperators() {}

    /** Runs all cases in one job, and returns the results of each. */
    static List<List<String>> run(List<Reading> readings, OperatorCase... cases) throws Exception {
        StreamExecutionEnvironment environment = FlinkJob.environment();
        DataStream<Reading> source = FlinkJob.readings(environment, readings);
        List<DataStream<String>> results = new ArrayList<>();
        for (OperatorCase each : cases) {
            results.add(define(source, each));
        }
        return FlinkJob.run(results);
    }

    private static DataStream<String> define(DataStream<Reading> readings, OperatorCase each) {
        KeyedStream<Reading, String> keyed = readings.keyBy(Reading::key);
        DataStream<Reading> even = readings.filter(reading -> reading.value() % 2 == 0);
        DataStream<Reading> odd = readings.filter(reading -> reading.value() % 2 != 0);
        return switch (each) {
            case TIMERS -> stamped(keyed.process(new Timers()));
            case RUNNING_REDUCE -> stamped(keyed.reduce(FlinkOperators::sum));
            case RUNNING_MIN_AND_MAX ->
                    stamped(keyed.reduce(FlinkOperators::lesser))
                            .union(stamped(keyed.reduce(FlinkOperators::greater)));
            case COUNT_WINDOWS -> stamped(keyed.countWindow(3).reduce(FlinkOperators::sum));
            case SLIDING_COUNT_WINDOWS ->
                    stamped(keyed.countWindow(5, 2).reduce(FlinkOperators::sum));
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
                SingleOutputStreamOperator<String> small = readings.process(new Divide());
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
                                    .apply(FlinkOperators::pair));
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
                                    readings, new Answer(), 30, TimeUnit.SECONDS));
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
        return results.process(new FlinkWindows.Stamp<>(""));
    }

    private static String pair(Reading left, Reading right) {
        return left + " " + right;
    }

    private static Reading sum(Reading left, Reading right) {
        return new Reading(left.key(), left.value() + right.value(), right.time());
    }

    private static Reading lesser(Reading left, Reading right) {
        return right.value() < left.value() ? right : left;
    }

    private static Reading greater(Reading left, Reading right) {
        return right.value() > left.value() ? right : left;
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
        public void open(OpenContext context) {
            last = getRuntimeContext().getState(new ValueStateDescriptor<>("last", Types.LONG));
            sum = getRuntimeContext().getState(new ValueStateDescriptor<>("sum", Types.LONG));
        }

        @Override
        public void processElement(Reading reading, Context context, Collector<String> out)
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
        public void onTimer(long timestamp, OnTimerContext context, Collector<String> out)
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

    private static final class Answer implements AsyncFunction<Reading, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public void asyncInvoke(Reading reading, ResultFuture<String> answer) {
            CompletableFuture.runAsync(() -> answer.complete(List.of("answer to " + reading)));
        }
    }

    /** Counts the records of both streams in buckets of time. */
    private static final class Buckets
            extends KeyedCoProcessFunction<String, Reading, Reading, String> {
        private static final long serialVersionUID = 1L;

        private transient MapState<Long, Long> left;
        private transient MapState<Long, Long> right;

        @Override
        public void open(OpenContext context) {
            left =
                    getRuntimeContext()
                            .getMapState(new MapStateDescriptor<>("left", Types.LONG, Types.LONG));
            right =
                    getRuntimeContext()
                            .getMapState(new MapStateDescriptor<>("right", Types.LONG, Types.LONG));
        }

        @Override
        public void processElement1(Reading reading, Context context, Collector<String> out)
                throws Exception {
            add(left, reading, context);
        }

        @Override
        public void processElement2(Reading reading, Context context, Collector<String> out)
                throws Exception {
            add(right, reading, context);
        }

        private static void add(
                MapState<Long, Long> sums,
                Reading reading,
                KeyedCoProcessFunction<String, Reading, Reading, String>.Context context)
                throws Exception {
            long end = reading.time() / 30 * 30 + 29;
            Long before = sums.get(end);
            sums.put(end, reading.value() + (before == null ? 0 : before));
            context.timerService().registerEventTimeTimer(end);
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext context, Collector<String> out)
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
        static final MapStateDescriptor<String, Long> RULES =
                new MapStateDescriptor<>("rules", Types.STRING, Types.LONG);

        private transient ValueState<Long> sum;

        @Override
        public void open(OpenContext context) {
            sum = getRuntimeContext().getState(new ValueStateDescriptor<>("sum", Types.LONG));
        }

        @Override
        public void processElement(Reading reading, ReadOnlyContext context, Collector<String> out)
                throws Exception {
            Long before = sum.value();
            sum.update(reading.value() + (before == null ? 0 : before));
            context.timerService().registerEventTimeTimer(END);
        }

        @Override
        public void processBroadcastElement(Reading reading, Context context, Collector<String> out)
                throws Exception {
            context.getBroadcastState(RULES).put(reading.toString(), reading.value());
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext context, Collector<String> out)
                throws Exception {
            long rules = 0;
            for (Map.Entry<String, Long> rule :
                    context.getBroadcastState(RULES).immutableEntries()) {
                rules += rule.getKey().hashCode() + rule.getValue();
            }
            out.collect(context.getCurrentKey() + " " + sum.value() + " " + rules);
        }
    }
}
