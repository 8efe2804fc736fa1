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
 * @param missing why counters and accumulators cannot be had, and asking for them throws: a node of
 *     a cluster was lost before it told its own, for example; empty if they can
 */
public record JobResult(
        String jobName,
        Duration runTime,
        int attempts,
        Map<String, Long> counters,
        Map<String, Object> accumulators,
        Optional<Path> savepoint,
        String missing) {

    /** Creates the result of a job of which nothing is missing. */
    public JobResult(
            String jobName,
            Duration runTime,
            int attempts,
            Map<String, Long> counters,
            Map<String, Object> accumulators,
            Optional<Path> savepoint) {
        this(jobName, runTime, attempts, counters, accumulators, savepoint, "");
    }

    /**
     * Returns the result of a job that has ended as it should, but did not leave all that it
     * counted.
     *
     * @param missing why not
     */
    public static JobResult withoutCounts(
            String jobName,
            Duration runTime,
            int attempts,
            Optional<Path> savepoint,
            String missing) {
        return new JobResult(jobName, runTime, attempts, Map.of(), Map.of(), savepoint, missing);
    }

    /**
     * Returns the sums of all counters.
     *
     * @throws StreamException with {@code EXTERNAL_IO} if they are {@link #missing}
     */
    @Override
    public Map<String, Long> counters() {
        checkThere();
        return counters;
    }

    /**
     * Returns the results of all accumulators.
     *
     * @throws StreamException with {@code EXTERNAL_IO} if they are {@link #missing}
     */
    @Override
    public Map<String, Object> accumulators() {
        checkThere();
        return accumulators;
    }

    /** Sums without a part would be wrong, and nobody would know. */
    private void checkThere() {
        if (!missing.isEmpty()) {
            throw new StreamException(
                    ErrorCode.EXTERNAL_IO,
                    "The job has finished, but its counters and accumulators cannot be had: job="
                            + jobName
                            + savepoint.map(path -> " savepoint=" + path).orElse("")
                            + " cause="
                            + StreamException.withoutFullStop(missing)
                            + ". What it wrote is whole; only what it counted is lost.");
        }
    }

    /**
     * Returns the result of the accumulators of one name, over all subtasks: what the last attempt
     * has added.
     *
     * @param <T> type of the result
     * @throws StreamException with {@code INVALID_PROGRAM} if no function has added one, with
     *     {@code EXTERNAL_IO} if they are {@link #missing}
     */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the caller knows what it is
    public <T> T accumulatorResult(String name) {
        checkThere();
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
