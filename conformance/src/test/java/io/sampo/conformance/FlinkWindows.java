/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.conformance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.datastream.WindowedStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.assigners.EventTimeSessionWindows;
import org.apache.flink.streaming.api.windowing.assigners.GlobalWindows;
import org.apache.flink.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.WindowAssigner;
import org.apache.flink.streaming.api.windowing.evictors.CountEvictor;
import org.apache.flink.streaming.api.windowing.evictors.DeltaEvictor;
import org.apache.flink.streaming.api.windowing.evictors.Evictor;
import org.apache.flink.streaming.api.windowing.evictors.TimeEvictor;
import org.apache.flink.streaming.api.windowing.triggers.ContinuousEventTimeTrigger;
import org.apache.flink.streaming.api.windowing.triggers.CountTrigger;
import org.apache.flink.streaming.api.windowing.triggers.DeltaTrigger;
import org.apache.flink.streaming.api.windowing.triggers.PurgingTrigger;
import org.apache.flink.streaming.api.windowing.triggers.Trigger;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.streaming.api.windowing.windows.Window;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Runs the cases on Apache Flink, as its documentation would have them written. */
final class FlinkWindows {
    private static final OutputTag<Reading> LATE =
            new OutputTag<>("late", TypeInformation.of(Reading.class));

    private FlinkWindows() {}

    /** Runs all cases in one job, and returns the results of each. */
    static List<List<String>> run(List<Reading> readings, List<WindowCase> cases) throws Exception {
        StreamExecutionEnvironment environment = FlinkJob.environment();
        DataStream<Reading> source = FlinkJob.readings(environment, readings);
        List<DataStream<String>> results = new ArrayList<>();
        for (WindowCase each : cases) {
            results.add(windows(source, each));
        }
        return FlinkJob.run(results);
    }

    private static DataStream<String> windows(DataStream<Reading> readings, WindowCase each) {
        WindowAssigner<? super Reading, ? extends Window> assigner =
                switch (each.windows()) {
                    case TUMBLING -> TumblingEventTimeWindows.of(millis(WindowCase.SIZE));
                    case TUMBLING_WITH_OFFSET ->
                            TumblingEventTimeWindows.of(
                                    millis(WindowCase.SIZE), millis(WindowCase.OFFSET));
                    case SLIDING ->
                            SlidingEventTimeWindows.of(
                                    millis(WindowCase.SIZE), millis(WindowCase.SLIDE));
                    case SLIDING_UNEVENLY ->
                            SlidingEventTimeWindows.of(
                                    millis(WindowCase.SIZE),
                                    millis(WindowCase.UNEVEN_SLIDE),
                                    millis(WindowCase.OFFSET));
                    case SLIDING_WITH_GAPS ->
                            SlidingEventTimeWindows.of(
                                    millis(WindowCase.SLIDE), millis(WindowCase.SIZE));
                    case SESSIONS -> EventTimeSessionWindows.withGap(millis(WindowCase.GAP));
                    case SESSIONS_BY_RECORD ->
                            EventTimeSessionWindows.<Reading>withDynamicGap(
                                    reading -> WindowCase.GAP + reading.value());
                    case GLOBAL -> GlobalWindows.create();
                };
        return windows(readings, each, assigner);
    }

    @SuppressWarnings("unchecked") // all of these take readings
    private static <W extends Window> DataStream<String> windows(
            DataStream<Reading> readings,
            WindowCase each,
            WindowAssigner<? super Reading, W> assigner) {
        WindowedStream<Reading, String, W> windowed = readings.keyBy(Reading::key).window(assigner);
        boolean lateOutput = each.lateness() > 0 || each.function() == WindowCase.Function.PROCESS;
        if (lateOutput) {
            windowed.sideOutputLateData(LATE);
        }
        if (each.lateness() > 0) {
            windowed.allowedLateness(millis(each.lateness()));
        }
        if (each.firing() != WindowCase.Firing.BY_DEFAULT) {
            windowed.trigger((Trigger<Reading, Window>) (Trigger<?, ?>) trigger(each));
        }
        if (each.evicting() != WindowCase.Evicting.NOTHING) {
            windowed.evictor((Evictor<Reading, Window>) (Evictor<?, ?>) evictor(each));
        }
        return switch (each.function()) {
            case REDUCE -> described(windowed.reduce(FlinkWindows::sum), lateOutput);
            case REDUCE_AND_PROCESS ->
                    described(
                            windowed.reduce(FlinkWindows::sum, new Describe<Reading, W>(each)),
                            lateOutput);
            case AGGREGATE -> described(windowed.aggregate(new Sum()), lateOutput);
            case AGGREGATE_AND_PROCESS ->
                    described(
                            windowed.aggregate(new Sum(), new Describe<Long, W>(each)), lateOutput);
            case PROCESS -> described(windowed.process(new Describe<Reading, W>(each)), lateOutput);
        };
    }

    private static <R> DataStream<String> described(
            SingleOutputStreamOperator<R> results, boolean lateOutput) {
        DataStream<String> described = results.process(new Stamp<>(""));
        return lateOutput
                ? described.union(results.getSideOutput(LATE).process(new Stamp<>("late ")))
                : described;
    }

    private static Trigger<?, ?> trigger(WindowCase each) {
        return switch (each.firing()) {
            case BY_DEFAULT -> throw new IllegalArgumentException("no trigger");
            case BY_COUNT -> CountTrigger.of(WindowCase.COUNT);
            case BY_COUNT_AND_PURGING -> PurgingTrigger.of(CountTrigger.of(WindowCase.COUNT));
            case CONTINUOUSLY -> ContinuousEventTimeTrigger.of(millis(WindowCase.INTERVAL));
            case BY_DELTA ->
                    DeltaTrigger.<Reading, Window>of(
                            WindowCase.THRESHOLD,
                            (before, now) -> Math.abs(now.value() - before.value()),
                            TypeInformation.of(Reading.class)
                                    .createSerializer(new SerializerConfigImpl()));
        };
    }

    private static Evictor<?, ?> evictor(WindowCase each) {
        return switch (each.evicting()) {
            case NOTHING -> throw new IllegalArgumentException("no evictor");
            case BY_COUNT -> CountEvictor.of(WindowCase.COUNT);
            case BY_COUNT_AFTERWARDS -> CountEvictor.of(WindowCase.COUNT, true);
            case BY_TIME -> TimeEvictor.of(millis(WindowCase.INTERVAL));
            case BY_DELTA ->
                    DeltaEvictor.<Reading, Window>of(
                            WindowCase.THRESHOLD,
                            (before, now) -> Math.abs(now.value() - before.value()));
        };
    }

    private static Reading sum(Reading left, Reading right) {
        return new Reading(left.key(), left.value() + right.value(), 0);
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }

    /** Adds the timestamp. */
    static final class Stamp<V> extends ProcessFunction<V, String> {
        private static final long serialVersionUID = 1L;

        private final String prefix;

        Stamp(String prefix) {
            this.prefix = prefix;
        }

        @Override
        public void processElement(V value, Context context, Collector<String> out) {
            out.collect(prefix + value + " @" + context.timestamp());
        }
    }

    private static final class Describe<V, W extends Window>
            extends ProcessWindowFunction<V, String, String, W> {
        private static final long serialVersionUID = 1L;

        private final boolean inAnyOrder;

        Describe(WindowCase each) {
            inAnyOrder = each.windows().merge();
        }

        @Override
        public void process(
                String key, Context context, Iterable<V> elements, Collector<String> out) {
            StringBuilder text = new StringBuilder(key);
            if (context.window() instanceof TimeWindow window) {
                text.append(' ').append(window.getStart()).append("..").append(window.getEnd());
            }
            List<String> all = new ArrayList<>();
            elements.forEach(element -> all.add(element.toString()));
            if (inAnyOrder) {
                Collections.sort(all);
            }
            out.collect(text + " " + all);
        }
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
}
