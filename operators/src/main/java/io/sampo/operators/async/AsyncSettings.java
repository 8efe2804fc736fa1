/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.async;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How calls are made.
 *
 * @param <O> type of the results
 * @param ordered whether results come in the order of the records; else only watermarks keep theirs
 * @param timeout from taking a record to its results, retries included, in whole milliseconds; zero
 *     for no limit
 * @param capacity how many records a subtask holds at most whose results have not been emitted
 * @param retry which calls are made again; null for none
 */
public record AsyncSettings<O>(
        boolean ordered, Duration timeout, int capacity, @Nullable AsyncRetryStrategy<O> retry)
        implements Serializable {
    private static final Duration SHORTEST = Duration.ofMillis(1);

    /**
     * Checks the numbers.
     *
     * @throws StreamException with {@code INVALID_PROGRAM} if one is out of range
     */
    public AsyncSettings {
        boolean hasLimit = !timeout.isZero();
        if (capacity < 1 || (hasLimit && timeout.compareTo(SHORTEST) < 0)) {
            throw new StreamException(
                    ErrorCode.INVALID_PROGRAM,
                    "A number for async calls is out of range: capacity="
                            + capacity
                            + " timeout="
                            + timeout
                            + ". Use a capacity of at least 1, and a timeout of at least 1 ms, or"
                            + " zero for none.");
        }
    }
}
