/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.function;

/**
 * An incremental aggregate, as Apache Flink's function of that name.
 *
 * @param <I> type of the input
 * @param <A> type of the accumulator; it is state, so it must be serializable by the engine
 * @param <R> type of the result
 */
public interface AggregateFunction<I, A, R> extends Function {
    /** Returns a new, empty accumulator. */
    A createAccumulator();

    /** Returns the accumulator with {@code value} added; it may change and return the given one. */
    A add(I value, A accumulator);

    /** Returns the result so far; called any number of times, does not change the accumulator. */
    R getResult(A accumulator);

    /**
     * Returns the combination of both; it may change and return {@code left}, which holds the
     * earlier values of one origin. Called for windows that merge, for sliding windows, and where
     * values are aggregated before records are dealt out by key: so nearly always. A function that
     * cannot merge throws {@link UnsupportedOperationException} or returns null, also for two empty
     * accumulators; then values are added one by one, and sessions fail.
     */
    A merge(A left, A right);
}
