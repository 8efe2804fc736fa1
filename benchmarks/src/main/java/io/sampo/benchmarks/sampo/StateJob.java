/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.sampo;

import io.sampo.benchmarks.measure.MeasuredOps;
import io.sampo.benchmarks.workload.KeyState;
import io.sampo.benchmarks.workload.StateOp;
import io.sampo.operators.function.Collector;
import io.sampo.operators.function.KeyedProcessFunction;
import io.sampo.operators.function.RuntimeContext;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.operators.watermark.WatermarkStrategy;
import io.sampo.state.StateDescriptor;
import io.sampo.state.ValueState;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * W3: reads and updates about 100 bytes of state for each operation, and emits the count so far.
 */
final class StateJob {
    private static final Duration BETWEEN_CHECKPOINTS = Duration.ofSeconds(5);
    private static final String MANAGED_MEMORY = "512m";

    private StateJob() {}

    /** Keeps the state of its jobs on disk, with the memory that the workload allows. */
    static StreamEnvironment onDisk(StreamEnvironment environment) {
        return environment
                .setStateBackend("rocksdb")
                .set("sampo.state.managed-memory", MANAGED_MEMORY);
    }

    static StreamEnvironment onDisk(StreamEnvironment environment, Path checkpoints) {
        return onDisk(environment).enableCheckpointing(BETWEEN_CHECKPOINTS, checkpoints);
    }

    static void define(StreamEnvironment environment, MeasuredOps ops, long events) {
        environment
                .fromSource(
                        new EventSource<>(events, ops::op), WatermarkStrategy.noWatermarks(), "ops")
                .keyBy(StateOp::key)
                .process(new Update())
                .name("update")
                .sinkTo(new ChecksumSink<>(KeyCount::count))
                .name("sum");
    }

    /**
     * A key with its count so far.
     *
     * @param key the key
     * @param count how often it came
     */
    record KeyCount(long key, long count) {}

    private static final class Update extends KeyedProcessFunction<Long, StateOp, KeyCount> {
        private static final long serialVersionUID = 1L;

        private transient @Nullable ValueState<KeyState> state;

        @Override
        public void open(RuntimeContext context) {
            state = context.getState(StateDescriptor.value("state", KeyState.class));
        }

        @Override
        @SuppressWarnings("NullAway") // opened before
        public void processElement(StateOp op, Context<Long> context, Collector<KeyCount> out) {
            KeyState before = state.value();
            KeyState now = before == null ? KeyState.first(op, KeyState.NOTE) : before.plus(op);
            state.update(now);
            out.collect(new KeyCount(op.key(), now.count()));
        }
    }
}
