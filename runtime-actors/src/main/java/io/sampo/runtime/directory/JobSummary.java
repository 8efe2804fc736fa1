/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.directory;

import io.sampo.operators.stream.JobStatus;
import io.sampo.runtime.protocol.WireMessage;

/**
 * How a job is.
 *
 * @param name what it is known by
 * @param status where it is in its life
 * @param attempt its number, from 1; 0 before the first
 * @param checkpointId of the last completed checkpoint; 0 if none was since the job or its master
 *     started
 * @param checkpointMillis when it was completed, since 1970
 * @param recordsRead by its sources in the last attempt
 * @param submittedMillis when the job was submitted, since 1970
 * @param failure why it failed, or what failed last; empty if nothing did
 */
public record JobSummary(
        String name,
        JobStatus status,
        int attempt,
        long checkpointId,
        long checkpointMillis,
        long recordsRead,
        long submittedMillis,
        String failure)
        implements WireMessage {
    JobSummary with(JobStatus newStatus, int newAttempt, String newFailure) {
        return new JobSummary(
                name,
                newStatus,
                newAttempt,
                checkpointId,
                checkpointMillis,
                recordsRead,
                submittedMillis,
                newFailure);
    }

    JobSummary withCheckpoint(long id, long millis) {
        return new JobSummary(
                name, status, attempt, id, millis, recordsRead, submittedMillis, failure);
    }

    JobSummary withRecordsRead(long records) {
        return new JobSummary(
                name,
                status,
                attempt,
                checkpointId,
                checkpointMillis,
                records,
                submittedMillis,
                failure);
    }
}
