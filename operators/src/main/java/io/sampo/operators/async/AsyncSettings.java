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
 * @param timeout from taking a record to its results, retries included; zero for no limit
 * @param capacity how many records a subtask holds at most whose results have not been emitted
 * @param retry which calls are made again; null for none
 */
public record AsyncSettings<O>(
        boolean ordered, Duration timeout, int capacity, @Nullable AsyncRetryStrategy<O> retry)
        implements Serializable {

    /**
     * Checks the numbers.
     *
     * @throws StreamException with {@code INVALID_PROGRAM} if one is out of range
     */
    public AsyncSettings {
        if (capacity < 1 || timeout.isNegative()) {
            throw new StreamException(
                    ErrorCode.INVALID_PROGRAM,
                    "A number for async calls is out of range: capacity="
                            + capacity
                            + " timeout="
                            + timeout
                            + ". Use a capacity of at least 1, and a timeout that is not negative,"
                            + " or zero for none.");
        }
    }
}
