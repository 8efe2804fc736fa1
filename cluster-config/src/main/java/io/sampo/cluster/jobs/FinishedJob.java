/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.jobs;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.Locations;
import io.sampo.core.type.SerializationFactory;
import io.sampo.operators.stream.JobResult;
import io.sampo.runtime.directory.JobFailure;
import io.sampo.runtime.directory.JobSummary;
import io.sampo.runtime.master.JobOutcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A job that a cluster has finished, as the program that submitted it is told. */
final class FinishedJob {
    private static final String MEND = ". Mend the accumulators.";

    private FinishedJob() {}

    /**
     * Returns the job's result. Where a node was lost with what it had counted, or there is a
     * savepoint to go on from, only who asks for counts hears that there are none.
     *
     * @param end how the job has ended
     * @param outcome what it has left
     * @param serialization with the program's classes
     * @throws StreamException with {@code USER_FUNCTION} if the program's accumulators are why
     *     there are none
     */
    static JobResult result(
            JobSummary end,
            JobOutcome outcome,
            Duration runTime,
            SerializationFactory serialization) {
        Optional<Path> savepoint =
                Optional.of(end.savepoint()).filter(path -> !path.isEmpty()).map(Locations::of);
        if (outcome.failure().isEmpty()) {
            return new JobResult(
                    end.name(),
                    runTime,
                    end.attempt(),
                    outcome.counters(),
                    outcome.accumulators(serialization),
                    savepoint);
        }
        StreamException cause = JobFailure.ofText(outcome.failure(), ErrorCode.USER_FUNCTION);
        boolean lost = cause.code() == ErrorCode.EXTERNAL_IO;
        String missing = outcome.failure() + (lost ? "" : MEND);
        if (savepoint.isEmpty() && !lost) {
            throw new StreamException(
                    ErrorCode.USER_FUNCTION,
                    "The job has finished, but its accumulators cannot be had: job="
                            + end.name()
                            + " cause="
                            + missing);
        }
        return JobResult.withoutCounts(end.name(), runTime, end.attempt(), savepoint, missing);
    }
}
