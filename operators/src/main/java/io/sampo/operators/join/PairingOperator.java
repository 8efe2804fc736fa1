/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.join;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.chain.OperatorContext;
import io.sampo.operators.chain.Output;
import io.sampo.operators.function.OutputTag;
import io.sampo.operators.function.ProcessJoinFunction;
import io.sampo.operators.process.KeyedTimers;
import io.sampo.operators.process.OperatorRuntimeContext;
import io.sampo.operators.process.TimedTwoInputOperator;
import io.sampo.operators.process.TimestampedCollector;
import org.jspecify.annotations.Nullable;

/**
 * What joins by event time have in common: a function for pairs.
 *
 * @param <A> type of the left stream, the first input
 * @param <B> type of the right stream, the second input
 * @param <O> type of the results
 */
abstract class PairingOperator<A, B, O> extends TimedTwoInputOperator<A, B, O> {
    private final ProcessJoinFunction<A, B, O> function;
    private @Nullable KeyedTimers<?> timers;
    private @Nullable PairContext pair;
    private @Nullable TimestampedCollector<O> collector;

    PairingOperator(ProcessJoinFunction<A, B, O> function) {
        this.function = function;
    }

    /** Binds to the operator's state, and returns its timers; called once, at open. */
    abstract KeyedTimers<?> bind(OperatorContext context);

    @Override
    public final void open(OperatorContext context, Output<O> output) throws Exception {
        super.open(context, output);
        TimestampedCollector<O> results = new TimestampedCollector<>(output);
        collector = results;
        pair = new PairContext(results);
        KeyedTimers<?> bound = bind(context);
        timers = bound;
        OperatorRuntimeContext.open(function, context);
        bound.start();
    }

    /** Calls the function; what it emits has the later of both timestamps. */
    @SuppressWarnings("NullAway") // set in open; no checks on the hot path
    final void join(A left, long leftTimestamp, B right, long rightTimestamp) throws Exception {
        pair.left = leftTimestamp;
        pair.right = rightTimestamp;
        collector.setTimestamp(Math.max(leftTimestamp, rightTimestamp));
        function.processElement(left, right, pair, collector);
    }

    /** Calls the function for a record that met nobody. */
    @SuppressWarnings("NullAway") // set in open
    final void showLeft(A left, long timestamp, long resultTimestamp) throws Exception {
        pair.left = timestamp;
        pair.right = Long.MIN_VALUE;
        collector.setTimestamp(resultTimestamp);
        function.processLeft(left, pair, collector);
    }

    /** Calls the function for a record that met nobody. */
    @SuppressWarnings("NullAway") // set in open
    final void showRight(B right, long timestamp, long resultTimestamp) throws Exception {
        pair.left = Long.MIN_VALUE;
        pair.right = timestamp;
        collector.setTimestamp(resultTimestamp);
        function.processRight(right, pair, collector);
    }

    /** Refuses records without a timestamp. */
    static void checkTimestamp(long timestamp, String join) {
        if (timestamp == Long.MIN_VALUE) {
            throw new StreamException(
                    ErrorCode.INVALID_PROGRAM,
                    "A record without a timestamp came to "
                            + join
                            + ". Give the source (or the stream, by"
                            + " assignTimestampsAndWatermarks) a watermark strategy with a timestamp"
                            + " assigner.");
        }
    }

    @Override
    public final void close() throws Exception {
        OperatorRuntimeContext.close(function);
    }

    @Override
    protected final KeyedTimers<?> timers() {
        if (timers == null) {
            throw new IllegalStateException("The operator was not opened: operator=" + getClass());
        }
        return timers;
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
