/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.join;

import io.sampo.core.metric.Counter;
import io.sampo.operators.chain.OperatorContext;
import io.sampo.operators.function.OutputTag;
import io.sampo.operators.function.ProcessJoinFunction;
import io.sampo.operators.process.KeyedTimers;
import org.jspecify.annotations.Nullable;

/**
 * Joins records of two keyed streams whose timestamps are near each other (SEMANTICS rule 66).
 *
 * @param <A> type of the left stream, the first input
 * @param <B> type of the right stream, the second input
 * @param <O> type of the results
 */
public final class IntervalJoinOperator<A, B, O> extends PairingOperator<A, B, O> {
    private final JoinInterval<A, B> interval;
    private @Nullable JoinBuffers buffers;
    private @Nullable Counter dropped;

    /** Creates the operator around its own copy of the function. */
    public IntervalJoinOperator(
            JoinInterval<A, B> interval, ProcessJoinFunction<A, B, O> function) {
        super(function);
        this.interval = interval;
    }

    @Override
    KeyedTimers<?> bind(OperatorContext context) {
        JoinBuffers kept = new JoinBuffers(context, interval, this::showAlone);
        buffers = kept;
        dropped = context.metrics().counter("numLateRecordsDropped");
        return kept.timers();
    }

    @Override
    @SuppressWarnings("unchecked") // what is kept of the other stream
    public void processFirst(A left, long timestamp) throws Exception {
        if (isLate(left, timestamp, interval.leftLate())) {
            return;
        }
        boolean met =
                buffers()
                        .probe(
                                true,
                                timestamp,
                                (right, rightTimestamp) ->
                                        join(left, timestamp, (B) right, rightTimestamp));
        buffers().add(true, left, timestamp, met);
    }

    @Override
    @SuppressWarnings("unchecked") // what is kept of the other stream
    public void processSecond(B right, long timestamp) throws Exception {
        if (isLate(right, timestamp, interval.rightLate())) {
            return;
        }
        boolean met =
                buffers()
                        .probe(
                                false,
                                timestamp,
                                (left, leftTimestamp) ->
                                        join((A) left, leftTimestamp, right, timestamp));
        buffers().add(false, right, timestamp, met);
    }

    /** The result is no earlier than what is known of it: it must not be late to who reads it. */
    @SuppressWarnings("unchecked") // what is kept of each stream
    private void showAlone(boolean left, Object record, long timestamp) throws Exception {
        long known = Math.max(timestamp, buffers().goesAt(left, timestamp));
        if (left) {
            showLeft((A) record, timestamp, known);
        } else {
            showRight((B) record, timestamp, known);
        }
    }

    @SuppressWarnings("NullAway") // set in open
    private <T> boolean isLate(T record, long timestamp, @Nullable OutputTag<T> side) {
        checkTimestamp(timestamp, "an interval join");
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

    private JoinBuffers buffers() {
        if (buffers == null) {
            throw new IllegalStateException("The operator was not opened: operator=" + getClass());
        }
        return buffers;
    }
}
