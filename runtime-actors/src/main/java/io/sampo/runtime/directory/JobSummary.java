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
 * @param parallelism of the operator with the most subtasks, in the last attempt that ran
 * @param checkpointId of the last completed checkpoint; 0 if none was since the job or its master
 *     started
 * @param checkpointMillis when it was completed, since 1970
 * @param recordsRead by its sources
 * @param downMillis how long not all subtasks ran before they did in the last attempt; 0 if it is
 *     the first of its master
 * @param submittedMillis when the job was submitted, since 1970
 * @param endedMillis when it ended, since 1970; 0 if it has not
 * @param failure why it failed, with its code as {@link JobFailure} has it; empty if it has not
 * @param waitsFor what is missing before it can begin, and the way out; empty if nothing is
 */
public record JobSummary(
        String name,
        JobStatus status,
        int attempt,
        int parallelism,
        long checkpointId,
        long checkpointMillis,
        RecordsRead recordsRead,
        long downMillis,
        long submittedMillis,
        long endedMillis,
        String failure,
        String waitsFor)
        implements WireMessage {
    /** Returns what is known of a job of which nothing has run yet. */
    public static JobSummary fresh(String name, long submittedMillis) {
        return new JobSummary(
                name,
                JobStatus.STARTING,
                0,
                0,
                0,
                0,
                RecordsRead.NONE,
                0,
                submittedMillis,
                0,
                "",
                "");
    }

    JobSummary withStatus(JobStatus now, int newAttempt) {
        return new JobSummary(
                name,
                now,
                newAttempt,
                parallelism,
                checkpointId,
                checkpointMillis,
                recordsRead,
                downMillis,
                submittedMillis,
                endedMillis,
                failure,
                waitsFor);
    }

    JobSummary withRun(int newParallelism, long newDownMillis) {
        return new JobSummary(
                name,
                status,
                attempt,
                newParallelism,
                checkpointId,
                checkpointMillis,
                recordsRead,
                newDownMillis,
                submittedMillis,
                endedMillis,
                failure,
                waitsFor);
    }

    JobSummary withCheckpoint(long id, long millis) {
        return new JobSummary(
                name,
                status,
                attempt,
                parallelism,
                id,
                millis,
                recordsRead,
                downMillis,
                submittedMillis,
                endedMillis,
                failure,
                waitsFor);
    }

    JobSummary withRecordsRead(RecordsRead records) {
        return new JobSummary(
                name,
                status,
                attempt,
                parallelism,
                checkpointId,
                checkpointMillis,
                records,
                downMillis,
                submittedMillis,
                endedMillis,
                failure,
                waitsFor);
    }

    JobSummary waitingFor(String what) {
        return new JobSummary(
                name,
                status,
                attempt,
                parallelism,
                checkpointId,
                checkpointMillis,
                recordsRead,
                downMillis,
                submittedMillis,
                endedMillis,
                failure,
                what);
    }

    JobSummary ended(JobStatus how, String why, long millis) {
        return new JobSummary(
                name,
                how,
                attempt,
                parallelism,
                checkpointId,
                checkpointMillis,
                recordsRead,
                downMillis,
                submittedMillis,
                millis,
                why,
                "");
    }
}
