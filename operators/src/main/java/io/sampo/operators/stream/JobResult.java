/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.stream;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What remains of a finished job.
 *
 * @param jobName the job's name
 * @param runTime from start to end, restarts included
 * @param attempts how often it was started
 * @param counters the sums of all counters over all subtasks, by {@code operator/counter}
 * @param accumulators the results of all accumulators of the last attempt, by name
 * @param savepoint the savepoint that the job was stopped with; nothing if it has processed all of
 *     its input
 */
public record JobResult(
        String jobName,
        Duration runTime,
        int attempts,
        Map<String, Long> counters,
        Map<String, Object> accumulators,
        Optional<Path> savepoint) {

    /**
     * Returns the result of the accumulators of one name, over all subtasks: what the last attempt
     * has added.
     *
     * @param <T> type of the result
     * @throws StreamException with {@code INVALID_PROGRAM} if no function has added one
     */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the caller knows what it is
    public <T> T accumulatorResult(String name) {
        Object result = accumulators.get(name);
        if (result == null) {
            throw new StreamException(
                    ErrorCode.INVALID_PROGRAM,
                    "The job had no accumulator of that name: job="
                            + jobName
                            + " name='"
                            + name
                            + "' known="
                            + accumulators.keySet()
                            + ". Functions add them in open(...) with addAccumulator.");
        }
        return (T) result;
    }
}
