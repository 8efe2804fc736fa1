/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.async;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.function.FilterFunction;
import java.io.Serializable;
import java.time.Duration;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Says which calls are made again, how often, and after how long. Immutable. Without {@link
 * #ifException} and {@link #ifResult} those are that failed, for whatever reason.
 *
 * <pre>{@code
 * AsyncRetryStrategy.<Rate>exponentialBackoff(5, Duration.ofMillis(100), Duration.ofSeconds(10), 2)
 *         .ifException(failure -> failure instanceof IOException)
 * }</pre>
 *
 * @param <O> type of the results
 */
public final class AsyncRetryStrategy<O> implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int maxRetries;
    private final long firstMillis;
    private final long longestMillis;
    private final double multiplier;
    private final @Nullable FilterFunction<? super Throwable> exceptions;
    private final @Nullable FilterFunction<? super Collection<O>> results;

    private AsyncRetryStrategy(
            int maxRetries,
            long firstMillis,
            long longestMillis,
            double multiplier,
            @Nullable FilterFunction<? super Throwable> exceptions,
            @Nullable FilterFunction<? super Collection<O>> results) {
        this.maxRetries = maxRetries;
        this.firstMillis = firstMillis;
        this.longestMillis = longestMillis;
        this.multiplier = multiplier;
        this.exceptions = exceptions;
        this.results = results;
    }

    /**
     * Returns one that always waits the same time.
     *
     * @param maxRetries how often a call is made again, after the first time; at least 1
     * @param delay from the answer to the next call
     * @throws StreamException with {@code INVALID_PROGRAM} if one is out of range
     */
    public static <O> AsyncRetryStrategy<O> fixedDelay(int maxRetries, Duration delay) {
        return exponentialBackoff(maxRetries, delay, delay, 1);
    }

    /**
     * Returns one that waits longer each time.
     *
     * @param maxRetries how often a call is made again, after the first time; at least 1
     * @param initialDelay from the first answer to the second call
     * @param maxDelay the delay grows no further than that
     * @param multiplier how much longer each delay is than the one before; at least 1
     * @throws StreamException with {@code INVALID_PROGRAM} if one is out of range
     */
    public static <O> AsyncRetryStrategy<O> exponentialBackoff(
            int maxRetries, Duration initialDelay, Duration maxDelay, double multiplier) {
        boolean fits =
                maxRetries >= 1
                        && !initialDelay.isNegative()
                        && maxDelay.compareTo(initialDelay) >= 0
                        && multiplier >= 1
                        && Double.isFinite(multiplier);
        if (!fits) {
            throw new StreamException(
                    ErrorCode.INVALID_PROGRAM,
                    "A retry strategy does not make sense: maxRetries="
                            + maxRetries
                            + " initialDelay="
                            + initialDelay
                            + " maxDelay="
                            + maxDelay
                            + " multiplier="
                            + multiplier
                            + ". Use at least one retry, a maxDelay that is not shorter than the"
                            + " initialDelay, and a multiplier of at least 1.");
        }
        return new AsyncRetryStrategy<>(
                maxRetries, initialDelay.toMillis(), maxDelay.toMillis(), multiplier, null, null);
    }

    /**
     * Returns the same for calls that failed with such exceptions, and those of {@link #ifResult}.
     *
     * @param predicate sees the client's own exception; called on the subtask's thread
     */
    public AsyncRetryStrategy<O> ifException(FilterFunction<? super Throwable> predicate) {
        return new AsyncRetryStrategy<>(
                maxRetries, firstMillis, longestMillis, multiplier, predicate, results);
    }

    /**
     * Returns the same for calls with such results, and those of {@link #ifException}. When there
     * is no retry left the results are emitted.
     *
     * @param predicate sees all results of a call; called on the subtask's thread
     */
    public AsyncRetryStrategy<O> ifResult(FilterFunction<? super Collection<O>> predicate) {
        return new AsyncRetryStrategy<>(
                maxRetries, firstMillis, longestMillis, multiplier, exceptions, predicate);
    }

    /** Returns whether a call is to be made again that was made {@code calls} times. */
    boolean wants(int calls, @Nullable Collection<O> answer, @Nullable Throwable failure)
            throws Exception {
        if (calls > maxRetries) {
            return false;
        }
        if (failure != null) {
            return exceptions == null ? results == null : exceptions.filter(failure);
        }
        return results != null && answer != null && results.filter(answer);
    }

    /** Returns how long to wait after {@code calls} calls. */
    long delayMillis(int calls) {
        double delay = firstMillis * Math.pow(multiplier, calls - 1.0);
        return (long) Math.min(delay, (double) longestMillis);
    }
}
