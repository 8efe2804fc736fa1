/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.stream;

import io.sampo.operators.async.AsyncFunction;
import io.sampo.operators.async.AsyncOperator;
import io.sampo.operators.async.AsyncRetryStrategy;
import io.sampo.operators.async.AsyncSettings;
import io.sampo.operators.chain.OperatorFactory;
import io.sampo.operators.graph.OperatorTraits;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Streams whose records are sent to another system, and go on with its answers. A subtask makes
 * many calls at a time and never waits: when {@code capacity} records are without results it takes
 * no more, so those before it must slow down.
 *
 * <p>What these methods return is an operator with state, the records that have no answer yet, so
 * it should be given a name. See SEMANTICS rule 71.
 */
public final class AsyncDataStream {
    private static final int DEFAULT_CAPACITY = 100;

    private AsyncDataStream() {}

    /** As the other one, with a capacity of 100. */
    public static <I, O> DataStream<O> orderedWait(
            DataStream<I> input, AsyncFunction<I, O> function, Duration timeout) {
        return orderedWait(input, function, timeout, DEFAULT_CAPACITY);
    }

    /**
     * Makes calls whose results come in the order of the records.
     *
     * @param timeout from taking a record to its results; zero for no limit
     * @param capacity how many records a subtask holds at most whose results have not been emitted
     * @throws io.sampo.core.error.StreamException with {@code INVALID_PROGRAM} if one is out of
     *     range
     */
    public static <I, O> DataStream<O> orderedWait(
            DataStream<I> input, AsyncFunction<I, O> function, Duration timeout, int capacity) {
        return wait(input, function, true, timeout, capacity, null);
    }

    /** As {@link #orderedWait}, but makes some calls again. */
    public static <I, O> DataStream<O> orderedWaitWithRetry(
            DataStream<I> input,
            AsyncFunction<I, O> function,
            Duration timeout,
            int capacity,
            AsyncRetryStrategy<O> retry) {
        return wait(input, function, true, timeout, capacity, retry);
    }

    /** As the other one, with a capacity of 100. */
    public static <I, O> DataStream<O> unorderedWait(
            DataStream<I> input, AsyncFunction<I, O> function, Duration timeout) {
        return unorderedWait(input, function, timeout, DEFAULT_CAPACITY);
    }

    /**
     * Makes calls whose results come as soon as they can: records overtake each other, but not
     * watermarks. Faster where some answers take much longer than others.
     *
     * @param timeout from taking a record to its results; zero for no limit
     * @param capacity how many records a subtask holds at most whose results have not been emitted
     * @throws io.sampo.core.error.StreamException with {@code INVALID_PROGRAM} if one is out of
     *     range
     */
    public static <I, O> DataStream<O> unorderedWait(
            DataStream<I> input, AsyncFunction<I, O> function, Duration timeout, int capacity) {
        return wait(input, function, false, timeout, capacity, null);
    }

    /** As {@link #unorderedWait}, but makes some calls again. */
    public static <I, O> DataStream<O> unorderedWaitWithRetry(
            DataStream<I> input,
            AsyncFunction<I, O> function,
            Duration timeout,
            int capacity,
            AsyncRetryStrategy<O> retry) {
        return wait(input, function, false, timeout, capacity, retry);
    }

    private static <I, O> DataStream<O> wait(
            DataStream<I> input,
            AsyncFunction<I, O> function,
            boolean ordered,
            Duration timeout,
            int capacity,
            @Nullable AsyncRetryStrategy<O> retry) {
        AsyncSettings<O> settings = new AsyncSettings<>(ordered, timeout, capacity, retry);
        OperatorFactory<O> factory = () -> new AsyncOperator<>(function, settings);
        return input.env().add("async", input.upstreams(), factory, OperatorTraits.DEFERRING);
    }
}
