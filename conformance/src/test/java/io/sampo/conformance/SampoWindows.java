/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.conformance;

import io.sampo.core.function.AggregateFunction;
import io.sampo.operators.function.Collector;
import io.sampo.operators.function.OutputTag;
import io.sampo.operators.function.ProcessFunction;
import io.sampo.operators.stream.DataStream;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.operators.stream.WindowedStream;
import io.sampo.operators.watermark.WatermarkGenerator;
import io.sampo.operators.watermark.WatermarkOutput;
import io.sampo.operators.watermark.WatermarkStrategy;
import io.sampo.operators.window.EventTimeSessionWindows;
import io.sampo.operators.window.Evictor;
import io.sampo.operators.window.GlobalWindows;
import io.sampo.operators.window.ProcessWindowFunction;
import io.sampo.operators.window.SlidingEventTimeWindows;
import io.sampo.operators.window.TimeWindow;
import io.sampo.operators.window.Trigger;
import io.sampo.operators.window.TumblingEventTimeWindows;
import io.sampo.operators.window.Window;
import io.sampo.operators.window.WindowAssigner;
import io.sampo.operators.window.evictor.CountEvictor;
import io.sampo.operators.window.evictor.DeltaEvictor;
import io.sampo.operators.window.evictor.TimeEvictor;
import io.sampo.operators.window.trigger.ContinuousEventTimeTrigger;
import io.sampo.operators.window.trigger.CountTrigger;
import io.sampo.operators.window.trigger.DeltaTrigger;
import io.sampo.operators.window.trigger.PurgingTrigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Runs the cases here. */
final class SampoWindows {
    private static final OutputTag<Reading> LATE = OutputTag.of("late", Reading.class);

    private SampoWindows() {}

    static List<String> run(List<Reading> readings, WindowCase each) {
        StreamEnvironment environment = StreamEnvironment.local().setParallelism(2);
        return windows(readings(environment, readings), each).executeAndCollect();
    }

    /** Returns the records with a watermark behind each of them. */
    static DataStream<Reading> readings(StreamEnvironment environment, List<Reading> readings) {
        return environment
                .fromCollection(readings)
                .setParallelism(1)
                .assignTimestampsAndWatermarks(
                        WatermarkStrategy.<Reading>forGenerator(BehindEach::new)
                                .withTimestampAssigner((reading, before) -> reading.time()))
                .setParallelism(1);
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
            windowed = windowed.sideOutputLateData(LATE);
        }
        if (each.lateness() > 0) {
            windowed = windowed.allowedLateness(millis(each.lateness()));
        }
        if (each.firing() != WindowCase.Firing.BY_DEFAULT) {
            windowed = windowed.trigger((Trigger<Object, Window>) (Trigger<?, ?>) trigger(each));
        }
        if (each.evicting() != WindowCase.Evicting.NOTHING) {
            windowed = windowed.evictor((Evictor<Reading, Window>) (Evictor<?, ?>) evictor(each));
        }
        return switch (each.function()) {
            case REDUCE -> described(windowed.reduce(SampoWindows::sum), lateOutput);
            case REDUCE_AND_PROCESS ->
                    described(
                            windowed.reduce(SampoWindows::sum, new Describe<Reading, W>(each)),
                            lateOutput);
            case AGGREGATE -> described(windowed.aggregate(new Sum()), lateOutput);
            case AGGREGATE_AND_PROCESS ->
                    described(
                            windowed.aggregate(new Sum(), new Describe<Long, W>(each)), lateOutput);
            case PROCESS -> described(windowed.process(new Describe<Reading, W>(each)), lateOutput);
        };
    }

    private static <R> DataStream<String> described(DataStream<R> results, boolean lateOutput) {
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
                    DeltaTrigger.<Reading>of(
                            WindowCase.THRESHOLD,
                            (before, now) -> Math.abs(now.value() - before.value()));
        };
    }

    private static Evictor<?, ?> evictor(WindowCase each) {
        return switch (each.evicting()) {
            case NOTHING -> throw new IllegalArgumentException("no evictor");
            case BY_COUNT -> CountEvictor.of(WindowCase.COUNT);
            case BY_COUNT_AFTERWARDS -> CountEvictor.of(WindowCase.COUNT, true);
            case BY_TIME -> TimeEvictor.of(millis(WindowCase.INTERVAL));
            case BY_DELTA ->
                    DeltaEvictor.<Reading>of(
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

    /** A watermark behind each record, so that it is the same in every run which are late. */
    private static final class BehindEach implements WatermarkGenerator<Reading> {
        private long newest = Long.MIN_VALUE;

        @Override
        public void onEvent(Reading reading, long timestamp, WatermarkOutput output) {
            newest = Math.max(newest, timestamp);
            output.emitWatermark(newest - Reading.BOUND - 1);
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {}
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
                String key, Context<W> context, Iterable<V> elements, Collector<String> out) {
            StringBuilder text = new StringBuilder(key);
            if (context.window() instanceof TimeWindow window) {
                text.append(' ').append(window.start()).append("..").append(window.end());
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
