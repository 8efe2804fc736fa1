/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.jobs;

import io.sampo.core.element.Watermark;
import io.sampo.operators.stream.JobProgress;
import io.sampo.operators.stream.JobStatus;
import io.sampo.runtime.directory.JobSummary;
import io.sampo.runtime.directory.RecordsRead;

/**
 * How far a job is, as the answers up to the last one tell it. A directory of jobs that has just
 * begun does not know how far an attempt had come that another one watched; who has asked that one
 * does.
 *
 * @param attempt its number, 0 before the first
 * @param recordsRead in that attempt, or {@link JobProgress#UNKNOWN}
 * @param watermark the lowest of all sources
 * @param checkpointId of the last completed checkpoint, 0 if there is none
 * @param checkpointMillis when it was completed, since 1970
 */
record ToldProgress(
        int attempt, long recordsRead, long watermark, long checkpointId, long checkpointMillis) {
    /** That of a job of which nothing has been told. */
    static final ToldProgress NONE = new ToldProgress(0, 0, Watermark.MIN, 0, 0);

    /** Returns what is known with one more answer. */
    ToldProgress after(JobSummary told) {
        if (told.attempt() == 0 && attempt > 0) {
            // A directory that has not read the job's record yet.
            return this;
        }
        RecordsRead read = told.recordsRead();
        boolean kept =
                told.attempt() == attempt
                        && read.last() == 0
                        && (waits(told.status()) || hasMoved(read));
        long records = read.since() > told.attempt() ? JobProgress.UNKNOWN : read.last();
        return new ToldProgress(
                told.attempt(),
                kept ? recordsRead : records,
                kept ? watermark : told.watermark(),
                told.checkpointId(),
                told.checkpointMillis());
    }

    /** Whether the attempt is over, and the next one has not begun to read. */
    private static boolean waits(JobStatus status) {
        return status == JobStatus.STARTING || status == JobStatus.RESTARTING;
    }

    /** Whether the next master counts from 0, and what is known counts as of attempts before. */
    private boolean hasMoved(RecordsRead read) {
        return recordsRead > 0 && read.before() >= recordsRead;
    }

    /** Returns it as a program is told. */
    JobProgress at(long nowMillis) {
        long age = checkpointId == 0 ? -1 : Math.max(0, nowMillis - checkpointMillis);
        return new JobProgress(recordsRead, watermark, checkpointId, age, attempt);
    }
}
