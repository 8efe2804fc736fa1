/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.core.element.Watermark;
import io.sampo.operators.stream.JobProgress;
import io.sampo.operators.stream.JobStatus;
import io.sampo.runtime.directory.JobSummary;
import io.sampo.runtime.directory.RecordsRead;
import org.junit.jupiter.api.Test;

class ToldProgressTest {
    private static final JobSummary RUNNING =
            told(JobStatus.RUNNING, 2, new RecordsRead(1, 500, 2_433), 900);

    /** A directory that has found the job, and not looked into its record. */
    private static final JobSummary FOUND = JobSummary.fresh("sums", 5);

    /** One that has, and has the job wait for slots. */
    private static final JobSummary WAITING =
            told(JobStatus.STARTING, 2, new RecordsRead(3, 0, 0), Watermark.MIN);

    private static JobSummary told(
            JobStatus status, int attempt, RecordsRead read, long watermark) {
        return new JobSummary(
                "sums", status, attempt, 2, 7, 1_000, read, 0, 5, 0, "", watermark, "", "");
    }

    private static JobProgress progress(JobSummary... answers) {
        ToldProgress progress = ToldProgress.NONE;
        for (JobSummary answer : answers) {
            progress = progress.after(answer);
        }
        return progress.at(1_250);
    }

    @Test
    void ofARunningJobItIsWhatWasTold() {
        assertThat(progress(RUNNING)).isEqualTo(new JobProgress(2_433, 900, 7, 250, 2));
    }

    @Test
    void beforeTheFirstAttemptNothingIsRead() {
        assertThat(progress()).isEqualTo(new JobProgress(0, Watermark.MIN, 0, -1, 0));
        assertThat(progress(FOUND)).isEqualTo(progress());
    }

    /** Else the job would seem to have lost all, for as long as it waits. */
    @Test
    void theNextDirectoryDoesNotTakeBackWhatIsKnown() {
        assertThat(progress(RUNNING, FOUND)).isEqualTo(progress(RUNNING));
        assertThat(progress(RUNNING, FOUND, WAITING)).isEqualTo(progress(RUNNING));
        assertThat(progress(RUNNING, WAITING, WAITING)).isEqualTo(progress(RUNNING));
    }

    @Test
    void norDoesTheNextMasterOfTheSameDirectory() {
        RecordsRead countedAnew = new RecordsRead(1, 2_933, 0);
        JobSummary notHeardOf = told(JobStatus.RUNNING, 2, countedAnew, 900);
        JobSummary waiting = told(JobStatus.STARTING, 2, countedAnew, 900);

        assertThat(progress(RUNNING, notHeardOf)).isEqualTo(progress(RUNNING));
        assertThat(progress(RUNNING, notHeardOf, waiting)).isEqualTo(progress(RUNNING));
    }

    /** No attempt comes any more that would be counted. */
    @Test
    void whatIsKnownStaysWhenTheJobEndsWhileItWaits() {
        RecordsRead notCounted = new RecordsRead(3, 0, 0);
        JobSummary cancelling = told(JobStatus.CANCELLING, 2, notCounted, Watermark.MIN);
        JobSummary cancelled = told(JobStatus.CANCELLED, 2, notCounted, Watermark.MIN);

        assertThat(progress(RUNNING, WAITING, cancelling)).isEqualTo(progress(RUNNING));
        assertThat(progress(RUNNING, WAITING, cancelling, cancelled)).isEqualTo(progress(RUNNING));
        assertThat(progress(RUNNING, cancelled)).isEqualTo(progress(RUNNING));
    }

    /** Without checkpoints its attempts have the same number under the same directory. */
    @Test
    void whatWasReadBeforeAJobBeganAnewIsNotOfItsNextAttempt() {
        RecordsRead countedAnew = new RecordsRead(1, 500, 0);
        JobSummary reads = told(JobStatus.RUNNING, 1, new RecordsRead(1, 0, 500), 900);
        JobSummary notHeardOf = told(JobStatus.RUNNING, 1, countedAnew, 900);
        JobSummary starts = told(JobStatus.STARTING, 1, countedAnew, 900);
        JobSummary anew = told(JobStatus.RUNNING, 1, countedAnew, Watermark.MIN);
        JobProgress fromTheBeginning = new JobProgress(0, Watermark.MIN, 7, 250, 1);

        assertThat(progress(reads, notHeardOf, starts)).isEqualTo(progress(reads));
        assertThat(progress(reads, notHeardOf, starts, anew)).isEqualTo(fromTheBeginning);
        assertThat(progress(reads, starts, anew, anew)).isEqualTo(fromTheBeginning);
        assertThat(progress(reads, notHeardOf, anew))
                .as("nobody asked while it started")
                .isEqualTo(fromTheBeginning);
    }

    @Test
    void norWhereThereIsNoEventTime() {
        RecordsRead countedAnew = new RecordsRead(1, 500, 0);
        JobSummary reads = told(JobStatus.RUNNING, 1, new RecordsRead(1, 0, 500), Watermark.MIN);
        JobSummary starts = told(JobStatus.STARTING, 1, countedAnew, Watermark.MIN);
        JobSummary anew = told(JobStatus.RUNNING, 1, countedAnew, Watermark.MIN);

        assertThat(progress(reads, starts)).isEqualTo(progress(reads));
        assertThat(progress(reads, starts, anew, anew).recordsRead()).isZero();
    }

    @Test
    void whatNobodyHasBeenToldIsUnknown() {
        assertThat(progress(WAITING).recordsRead()).isEqualTo(JobProgress.UNKNOWN);
        assertThat(progress(WAITING).attempt()).isEqualTo(2);
        assertThat(progress(WAITING, WAITING).recordsRead()).isEqualTo(JobProgress.UNKNOWN);
    }

    @Test
    void theNextAttemptCountsFromItsBeginning() {
        JobSummary begun = told(JobStatus.STARTING, 3, new RecordsRead(3, 0, 0), Watermark.MIN);
        JobSummary reads = told(JobStatus.RUNNING, 3, new RecordsRead(3, 0, 12), 600);

        assertThat(progress(RUNNING, WAITING, begun))
                .isEqualTo(new JobProgress(0, Watermark.MIN, 7, 250, 3));
        assertThat(progress(RUNNING, WAITING, begun, reads))
                .isEqualTo(new JobProgress(12, 600, 7, 250, 3));
    }

    /** Without durable checkpoints attempts are counted from 1 again. */
    @Test
    void aJobThatBeginsAnewCountsFromItsBeginning() {
        JobSummary anew = told(JobStatus.RUNNING, 2, new RecordsRead(2, 0, 0), Watermark.MIN);

        assertThat(progress(RUNNING, anew).recordsRead()).isZero();
    }
}
