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
 * @param waits whether the attempt is over, and the next one has not begun to read
 */
record ToldProgress(
        int attempt,
        long recordsRead,
        long watermark,
        long checkpointId,
        long checkpointMillis,
        boolean waits) {
    /** That of a job of which nothing has been told. */
    static final ToldProgress NONE = new ToldProgress(0, 0, Watermark.MIN, 0, 0, false);

    /** Returns what is known with one more answer. */
    ToldProgress after(JobSummary told) {
        if (told.attempt() == 0 && attempt > 0) {
            // A directory that has not read the job's record yet.
            return this;
        }
        RecordsRead read = told.recordsRead();
        boolean waitsNow = waits(told.status());
        boolean uncounted = read.since() > told.attempt();
        boolean kept =
                told.attempt() == attempt
                        && read.last() == 0
                        && (waitsNow || uncounted || hasMoved(read) && !hasBegun(told));
        long records = uncounted ? JobProgress.UNKNOWN : read.last();
        return new ToldProgress(
                told.attempt(),
                kept ? recordsRead : records,
                kept ? watermark : told.watermark(),
                told.checkpointId(),
                told.checkpointMillis(),
                waitsNow);
    }

    private static boolean waits(JobStatus status) {
        return status == JobStatus.STARTING || status == JobStatus.RESTARTING;
    }

    /** Whether the next master counts from 0, and what is known counts as of attempts before. */
    private boolean hasMoved(RecordsRead read) {
        return recordsRead > 0 && read.before() >= recordsRead;
    }

    /**
     * Whether the next attempt runs, or has: without checkpoints it has the number of the last one.
     * A directory says that a job runs also until it hears of the next master; but then it has not
     * said that the job waits, nor can event time be behind what it was.
     */
    private boolean hasBegun(JobSummary told) {
        boolean runs = told.status() == JobStatus.RUNNING || told.status() == JobStatus.FINISHED;
        return runs && (waits || told.watermark() < watermark);
    }

    /** Returns it as a program is told. */
    JobProgress at(long nowMillis) {
        long age = checkpointId == 0 ? -1 : Math.max(0, nowMillis - checkpointMillis);
        return new JobProgress(recordsRead, watermark, checkpointId, age, attempt);
    }
}
