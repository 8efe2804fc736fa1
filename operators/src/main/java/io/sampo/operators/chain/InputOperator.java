/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.chain;

import io.sampo.core.element.WatermarkStatus;

/**
 * An operator that is fed, by channels or by the operator before it. What it is told of time is
 * already combined over all that feeds it.
 *
 * @param <O> type of the output
 */
public interface InputOperator<O> extends Operator<O> {
    /**
     * Fires event-time timers up to {@code watermark} until none is left or the budget is used up,
     * and returns whether none is left. Called again, with nothing in between, until it returns
     * true; then {@link #watermark} is called. Timers set meanwhile for times up to the watermark
     * fire as well (SEMANTICS rules 14, 37, 38).
     *
     * <p>In bounded mode it is called at the end of each key as well, with {@code Watermark.MAX}
     * and without a call of {@link #watermark}: the key ends, and with it all timers there are.
     * What is emitted once for each key is emitted here.
     *
     * @throws Exception to fail the job
     */
    default boolean advanceTimers(long watermark, TurnBudget budget) throws Exception {
        return true;
    }

    /**
     * Passes the watermark on to the output.
     *
     * @throws Exception to fail the job
     */
    void watermark(long timestamp) throws Exception;

    /**
     * Passes the status on to the output.
     *
     * @throws Exception to fail the job
     */
    void status(WatermarkStatus status) throws Exception;
}
