/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.flink;

import io.sampo.benchmarks.measure.MeasuredOps;
import io.sampo.benchmarks.workload.KeyState;
import io.sampo.benchmarks.workload.StateOp;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * W3: a key with its count so far.
 *
 * @param key the key
 * @param count how often it came
 */
public record UpdateState(long key, long count) {
    static void define(StreamExecutionEnvironment environment, MeasuredOps ops, long events) {
        environment
                .fromSource(
                        new LaneSource<>(events, ops::op),
                        WatermarkStrategy.noWatermarks(),
                        "ops",
                        TypeInformation.of(StateOp.class))
                .keyBy(StateOp::key)
                .process(new Update())
                .returns(UpdateState.class)
                .sinkTo(ResultSink.checksum(UpdateState::count));
    }

    private static final class Update extends KeyedProcessFunction<Long, StateOp, UpdateState> {
        private static final long serialVersionUID = 1L;

        private transient @Nullable ValueState<KeyState> state;

        @Override
        public void open(OpenContext context) {
            state =
                    getRuntimeContext()
                            .getState(new ValueStateDescriptor<>("state", KeyState.class));
        }

        @Override
        @SuppressWarnings("NullAway") // opened before
        public void processElement(StateOp op, Context context, Collector<UpdateState> out)
                throws Exception {
            KeyState before = state.value();
            KeyState now = before == null ? KeyState.first(op, KeyState.NOTE) : before.plus(op);
            state.update(now);
            out.collect(new UpdateState(op.key(), now.count()));
        }
    }
}
