/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.flink;

import io.sampo.benchmarks.measure.Due;
import io.sampo.benchmarks.measure.DueEvents;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** W4: counts events of a fixed rate by key, and how long each takes to the sink. */
final class LatencyJob {
    private LatencyJob() {}

    static void define(StreamExecutionEnvironment environment, DueEvents due, long events) {
        environment
                .fromSource(
                        new LaneSource<>(events, due),
                        WatermarkStrategy.noWatermarks(),
                        "due events",
                        TypeInformation.of(Due.class))
                .keyBy(Due::key)
                .process(new Count())
                .returns(Due.class)
                .sinkTo(ResultSink.latencies());
    }

    private static final class Count extends KeyedProcessFunction<Long, Due, Due> {
        private static final long serialVersionUID = 1L;

        private transient @Nullable ValueState<Long> count;

        @Override
        public void open(OpenContext context) {
            count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Long.class));
        }

        @Override
        @SuppressWarnings("NullAway") // opened before
        public void processElement(Due due, Context context, Collector<Due> out) throws Exception {
            Long before = count.value();
            count.update(before == null ? 1 : before + 1);
            out.collect(due);
        }
    }
}
