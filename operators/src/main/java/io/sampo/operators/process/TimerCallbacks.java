/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.process;

/**
 * What an operator does when its timers fire. The timer's key is the current one by then.
 *
 * @param <N> type of the timers' namespaces
 */
public interface TimerCallbacks<N> {
    /**
     * The watermark has reached {@code timestamp}.
     *
     * @throws Exception to fail the job
     */
    void onEventTime(long timestamp, N namespace) throws Exception;

    /**
     * The clock has passed {@code timestamp}.
     *
     * @throws Exception to fail the job
     */
    void onProcessingTime(long timestamp, N namespace) throws Exception;
}
