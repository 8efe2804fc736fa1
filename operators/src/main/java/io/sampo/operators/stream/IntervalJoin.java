/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.stream;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.chain.OperatorFactory;
import io.sampo.operators.function.OutputTag;
import io.sampo.operators.function.ProcessJoinFunction;
import io.sampo.operators.join.IntervalJoinOperator;
import io.sampo.operators.join.JoinInterval;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Two keyed streams of which records with the same key are joined whose timestamps are near each
 * other (SEMANTICS rule 66). Inner, and of event time only. Say first how near, then what is made
 * of each pair.
 *
 * <pre>{@code
 * orders.keyBy(Order::id)
 *         .intervalJoin(payments.keyBy(Payment::orderId))
 *         .between(Duration.ZERO, Duration.ofMinutes(15))
 *         .process(new Receipts())
 *         .name("receipts")
 * }</pre>
 *
 * <p>The records of a result have the later timestamp of the pair. A record whose timestamp is
 * below the watermark is late: it meets nobody.
 *
 * @param <K> type of the keys of both streams
 * @param <A> type of the left stream
 * @param <B> type of the right stream
 */
public final class IntervalJoin<K, A, B> {
    private final KeyedConnectedStreams<K, A, B> streams;
    private final Bounds bounds;
    private final @Nullable OutputTag<A> leftLate;
    private final @Nullable OutputTag<B> rightLate;

    /** As they were said: milliseconds, and how many of them exclusiveness cuts off. */
    private record Bounds(long lower, int cutBelow, long upper, int cutAbove) {}

    private IntervalJoin(
            KeyedConnectedStreams<K, A, B> streams,
            Bounds bounds,
            @Nullable OutputTag<A> leftLate,
            @Nullable OutputTag<B> rightLate) {
        this.streams = streams;
        this.bounds = bounds;
        this.leftLate = leftLate;
        this.rightLate = rightLate;
    }

    /**
     * Where an interval join begins.
     *
     * @param <K> type of the keys of both streams
     * @param <A> type of the left stream
     * @param <B> type of the right stream
     */
    public static final class Unbounded<K, A, B> {
        private final KeyedConnectedStreams<K, A, B> streams;

        Unbounded(KeyedConnectedStreams<K, A, B> streams) {
            this.streams = streams;
        }

        /**
         * Says which records meet: those whose right timestamp lies from {@code left + lower} to
         * {@code left + upper}, both included. The length of that is part of the form of the state:
         * a job with another one cannot go on from it.
         *
         * @param lower may be negative: then right records may come before left ones; in whole
         *     milliseconds
         * @param upper in whole milliseconds
         */
        public IntervalJoin<K, A, B> between(Duration lower, Duration upper) {
            return new IntervalJoin<>(
                    streams, new Bounds(millis(lower), 0, millis(upper), 0), null, null);
        }

        private static long millis(Duration bound) {
            try {
                return bound.toMillis();
            } catch (ArithmeticException tooLong) {
                throw new StreamException(
                        ErrorCode.INVALID_PROGRAM,
                        "A bound of an interval join is too far away: bound="
                                + bound
                                + ". Use one that is less than 2^60 ms from zero.",
                        tooLong);
            }
        }
    }

    /** Returns the same, but without the lower bound itself. */
    public IntervalJoin<K, A, B> lowerBoundExclusive() {
        return with(new Bounds(bounds.lower, 1, bounds.upper, bounds.cutAbove));
    }

    /** Returns the same, but without the upper bound itself. */
    public IntervalJoin<K, A, B> upperBoundExclusive() {
        return with(new Bounds(bounds.lower, bounds.cutBelow, bounds.upper, 1));
    }

    private IntervalJoin<K, A, B> with(Bounds changed) {
        return new IntervalJoin<>(streams, changed, leftLate, rightLate);
    }

    /**
     * Returns the same with a side output for left records that come too late; read it with {@link
     * DataStream#getSideOutput} on the result. Without it they are dropped and counted.
     */
    public IntervalJoin<K, A, B> sideOutputLeftLateData(OutputTag<A> tag) {
        return new IntervalJoin<>(streams, bounds, tag, rightLate);
    }

    /**
     * Returns the same with a side output for right records; as {@link #sideOutputLeftLateData}.
     */
    public IntervalJoin<K, A, B> sideOutputRightLateData(OutputTag<B> tag) {
        return new IntervalJoin<>(streams, bounds, leftLate, tag);
    }

    /**
     * Makes results of each pair.
     *
     * @throws StreamException with {@code INVALID_PROGRAM} if the bounds leave no time between them
     */
    public <R> DataStream<R> process(ProcessJoinFunction<A, B, R> function) {
        JoinInterval<A, B> interval =
                new JoinInterval<>(
                        bounds.lower + bounds.cutBelow,
                        bounds.upper - bounds.cutAbove,
                        leftLate,
                        rightLate);
        OperatorFactory<R> factory = () -> new IntervalJoinOperator<>(interval, function);
        return streams.transform("interval-join", factory);
    }
}
