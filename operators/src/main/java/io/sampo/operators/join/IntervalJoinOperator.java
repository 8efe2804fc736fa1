/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.join;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.metric.Counter;
import io.sampo.operators.chain.BasicTwoInputOperator;
import io.sampo.operators.chain.OperatorContext;
import io.sampo.operators.chain.Output;
import io.sampo.operators.chain.TurnBudget;
import io.sampo.operators.function.OutputTag;
import io.sampo.operators.function.ProcessJoinFunction;
import io.sampo.operators.process.OperatorRuntimeContext;
import io.sampo.operators.process.TimestampedCollector;
import org.jspecify.annotations.Nullable;

/**
 * Joins records of two keyed streams whose timestamps are near each other (SEMANTICS rule 66).
 *
 * @param <A> type of the left stream, the first input
 * @param <B> type of the right stream, the second input
 * @param <O> type of the results
 */
public final class IntervalJoinOperator<A, B, O> extends BasicTwoInputOperator<A, B, O> {
    private final JoinInterval<A, B> interval;
    private final ProcessJoinFunction<A, B, O> function;
    private @Nullable JoinBuffers buffers;
    private @Nullable PairContext pair;
    private @Nullable TimestampedCollector<O> collector;
    private @Nullable Counter dropped;

    /** Creates the operator around its own copy of the function. */
    public IntervalJoinOperator(
            JoinInterval<A, B> interval, ProcessJoinFunction<A, B, O> function) {
        this.interval = interval;
        this.function = function;
    }

    @Override
    public void open(OperatorContext context, Output<O> output) throws Exception {
        super.open(context, output);
        TimestampedCollector<O> results = new TimestampedCollector<>(output);
        JoinBuffers kept = new JoinBuffers(context, interval);
        collector = results;
        pair = new PairContext(results);
        buffers = kept;
        dropped = context.metrics().counter("numLateRecordsDropped");
        OperatorRuntimeContext.open(function, context);
        kept.timers().start();
    }

    @Override
    @SuppressWarnings("unchecked") // what is kept of the other stream
    public void processFirst(A left, long timestamp) throws Exception {
        if (isLate(left, timestamp, interval.leftLate())) {
            return;
        }
        buffers().add(true, left, timestamp);
        buffers()
                .probe(
                        true,
                        timestamp,
                        (right, rightTimestamp) ->
                                join(left, timestamp, (B) right, rightTimestamp));
    }

    @Override
    @SuppressWarnings("unchecked") // what is kept of the other stream
    public void processSecond(B right, long timestamp) throws Exception {
        if (isLate(right, timestamp, interval.rightLate())) {
            return;
        }
        buffers().add(false, right, timestamp);
        buffers()
                .probe(
                        false,
                        timestamp,
                        (left, leftTimestamp) -> join((A) left, leftTimestamp, right, timestamp));
    }

    @SuppressWarnings("NullAway") // set in open
    private <T> boolean isLate(T record, long timestamp, @Nullable OutputTag<T> side) {
        if (timestamp == Long.MIN_VALUE) {
            throw new StreamException(
                    ErrorCode.INVALID_PROGRAM,
                    "A record without a timestamp came to an interval join. Give the source (or the"
                            + " stream, by assignTimestampsAndWatermarks) a watermark strategy with a"
                            + " timestamp assigner.");
        }
        if (!buffers().isLate(timestamp)) {
            return false;
        }
        if (side == null) {
            dropped.add(1);
        } else {
            output().collect(side, record, timestamp);
        }
        return true;
    }

    @SuppressWarnings("NullAway") // set in open; no checks on the hot path
    private void join(A left, long leftTimestamp, B right, long rightTimestamp) throws Exception {
        pair.left = leftTimestamp;
        pair.right = rightTimestamp;
        collector.setTimestamp(Math.max(leftTimestamp, rightTimestamp));
        function.processElement(left, right, pair, collector);
    }

    @Override
    public boolean advanceTimers(long watermark, TurnBudget budget) throws Exception {
        return buffers().timers().advance(watermark, budget);
    }

    @Override
    public void watermark(long timestamp) throws Exception {
        if (buffers().timers().isCurrent(timestamp)) {
            output().watermark(timestamp);
        }
    }

    @Override
    public void snapshotState(long checkpointId) {
        buffers().timers().snapshotState();
    }

    @Override
    public void finish() {
        buffers().timers().finish();
    }

    @Override
    public void close() throws Exception {
        OperatorRuntimeContext.close(function);
    }

    private JoinBuffers buffers() {
        if (buffers == null) {
            throw new IllegalStateException("The operator was not opened: operator=" + getClass());
        }
        return buffers;
    }

    /** What the function sees; one object for all calls. */
    private static final class PairContext implements ProcessJoinFunction.Context {
        private final TimestampedCollector<?> collector;
        private long left;
        private long right;

        PairContext(TimestampedCollector<?> collector) {
            this.collector = collector;
        }

        @Override
        public long leftTimestamp() {
            return left;
        }

        @Override
        public long rightTimestamp() {
            return right;
        }

        @Override
        public long timestamp() {
            return collector.timestamp();
        }

        @Override
        public <X> void output(OutputTag<X> tag, X value) {
            collector.collect(tag, value);
        }
    }
}
