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
import io.sampo.operators.join.JoinKind;
import java.lang.reflect.Method;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Two keyed streams of which records with the same key are joined whose timestamps are near each
 * other (SEMANTICS rule 66). Of event time only, and inner unless said otherwise. Say first how
 * near, then what is made of each pair.
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
 * below the watermark is late: it meets nobody, and an outer join does not show it.
 *
 * @param <K> type of the keys of both streams
 * @param <A> type of the left stream
 * @param <B> type of the right stream
 */
public final class IntervalJoin<K, A, B> {
    private final KeyedConnectedStreams<K, A, B> streams;
    private final Bounds bounds;
    private final JoinKind kind;
    private final @Nullable OutputTag<A> leftLate;
    private final @Nullable OutputTag<B> rightLate;

    /** As they were said: milliseconds, and how many of them exclusiveness cuts off. */
    private record Bounds(long lower, int cutBelow, long upper, int cutAbove) {}

    private IntervalJoin(
            KeyedConnectedStreams<K, A, B> streams,
            Bounds bounds,
            JoinKind kind,
            @Nullable OutputTag<A> leftLate,
            @Nullable OutputTag<B> rightLate) {
        this.streams = streams;
        this.bounds = bounds;
        this.kind = kind;
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
                    streams,
                    new Bounds(millis(lower), 0, millis(upper), 0),
                    JoinKind.INNER,
                    null,
                    null);
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
        return new IntervalJoin<>(streams, changed, kind, leftLate, rightLate);
    }

    /**
     * Returns the same, which also shows left records that meet nobody: {@link
     * ProcessJoinFunction#processLeft} is called for each, once the watermark has passed all right
     * records that it could meet. A job with another kind of join cannot go on from its state.
     */
    public IntervalJoin<K, A, B> leftOuter() {
        return with(JoinKind.LEFT);
    }

    /** Returns the same, which also shows right records that meet nobody; as {@link #leftOuter}. */
    public IntervalJoin<K, A, B> rightOuter() {
        return with(JoinKind.RIGHT);
    }

    /** Returns the same, which also shows records of either stream that meet nobody. */
    public IntervalJoin<K, A, B> fullOuter() {
        return with(JoinKind.FULL);
    }

    private IntervalJoin<K, A, B> with(JoinKind more) {
        return new IntervalJoin<>(streams, bounds, kind.and(more), leftLate, rightLate);
    }

    /**
     * Returns the same with a side output for left records that come too late; read it with {@link
     * DataStream#getSideOutput} on the result. Without it they are dropped and counted.
     */
    public IntervalJoin<K, A, B> sideOutputLeftLateData(OutputTag<A> tag) {
        return new IntervalJoin<>(streams, bounds, kind, tag, rightLate);
    }

    /**
     * Returns the same with a side output for right records; as {@link #sideOutputLeftLateData}.
     */
    public IntervalJoin<K, A, B> sideOutputRightLateData(OutputTag<B> tag) {
        return new IntervalJoin<>(streams, bounds, kind, leftLate, tag);
    }

    /**
     * Makes results of each pair, and of each record that an outer join shows alone.
     *
     * @throws StreamException with {@code INVALID_PROGRAM} if the bounds leave no time between
     *     them, or the function lacks what an outer join calls
     */
    public <R> DataStream<R> process(ProcessJoinFunction<A, B, R> function) {
        checkImplements(function, true, "processLeft");
        checkImplements(function, false, "processRight");
        JoinInterval<A, B> interval =
                new JoinInterval<>(
                        bounds.lower + bounds.cutBelow,
                        bounds.upper - bounds.cutAbove,
                        kind,
                        leftLate,
                        rightLate);
        OperatorFactory<R> factory = () -> new IntervalJoinOperator<>(interval, function);
        return streams.transform("interval-join", factory);
    }

    private void checkImplements(
            ProcessJoinFunction<A, B, ?> function, boolean left, String method) {
        if (!kind.shows(left)) {
            return;
        }
        for (Class<?> type = function.getClass();
                type != ProcessJoinFunction.class;
                type = type.getSuperclass()) {
            for (Method own : type.getDeclaredMethods()) {
                if (own.getName().equals(method)) {
                    return;
                }
            }
        }
        throw new StreamException(
                ErrorCode.INVALID_PROGRAM,
                "An outer join has no function for what it shows alone: join="
                        + kind
                        + " function="
                        + function.getClass().getName()
                        + ". Override "
                        + method
                        + ".");
    }
}
