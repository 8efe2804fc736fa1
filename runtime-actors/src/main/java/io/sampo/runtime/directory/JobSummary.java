/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.directory;

import io.sampo.core.element.Watermark;
import io.sampo.operators.stream.JobStatus;
import io.sampo.runtime.protocol.WireMessage;
import java.util.function.Consumer;

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
 * @param watermark the lowest event time of its sources; {@code Long.MIN_VALUE} before the first
 * @param savepoint the savepoint that it stopped with; empty if it has not
 * @param waitsFor what is missing before it can begin, and the way out, or when its next attempt
 *     begins; empty if it waits for nothing
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
        long watermark,
        String savepoint,
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
                Watermark.MIN,
                "",
                "");
    }

    JobSummary withStatus(JobStatus now, int newAttempt) {
        return with(
                next -> {
                    next.status = now;
                    next.attempt = newAttempt;
                });
    }

    JobSummary withRun(int newParallelism, long newDownMillis) {
        return with(
                next -> {
                    next.parallelism = newParallelism;
                    next.downMillis = newDownMillis;
                });
    }

    JobSummary withCheckpoint(long id, long millis) {
        return with(
                next -> {
                    next.checkpointId = id;
                    next.checkpointMillis = millis;
                });
    }

    JobSummary withRecordsRead(RecordsRead records) {
        return with(next -> next.recordsRead = records);
    }

    JobSummary withWatermark(long millis) {
        return with(next -> next.watermark = millis);
    }

    JobSummary stoppedWith(String path) {
        return with(next -> next.savepoint = path);
    }

    JobSummary waitingFor(String what) {
        return with(next -> next.waitsFor = what);
    }

    JobSummary ended(JobStatus how, String why, long millis) {
        return with(
                next -> {
                    next.status = how;
                    next.failure = why;
                    next.endedMillis = millis;
                    next.waitsFor = "";
                });
    }

    private JobSummary with(Consumer<Draft> change) {
        Draft next = new Draft(this);
        change.accept(next);
        return next.summary();
    }

    /** The next summary while it is made: a record has no other way to change but a few of many. */
    private static final class Draft {
        private final JobSummary before;
        private JobStatus status;
        private int attempt;
        private int parallelism;
        private long checkpointId;
        private long checkpointMillis;
        private RecordsRead recordsRead;
        private long downMillis;
        private long endedMillis;
        private String failure;
        private long watermark;
        private String savepoint;
        private String waitsFor;

        Draft(JobSummary before) {
            this.before = before;
            status = before.status;
            attempt = before.attempt;
            parallelism = before.parallelism;
            checkpointId = before.checkpointId;
            checkpointMillis = before.checkpointMillis;
            recordsRead = before.recordsRead;
            downMillis = before.downMillis;
            endedMillis = before.endedMillis;
            failure = before.failure;
            watermark = before.watermark;
            savepoint = before.savepoint;
            waitsFor = before.waitsFor;
        }

        JobSummary summary() {
            return new JobSummary(
                    before.name,
                    status,
                    attempt,
                    parallelism,
                    checkpointId,
                    checkpointMillis,
                    recordsRead,
                    downMillis,
                    before.submittedMillis,
                    endedMillis,
                    failure,
                    watermark,
                    savepoint,
                    waitsFor);
        }
    }
}
