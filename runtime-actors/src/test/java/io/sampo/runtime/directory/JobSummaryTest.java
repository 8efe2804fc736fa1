/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.operators.stream.JobStatus;
import org.junit.jupiter.api.Test;

/** Each change of a summary changes what it says, and nothing else. */
class JobSummaryTest {
    private static final JobSummary BEFORE =
            new JobSummary(
                    "job",
                    JobStatus.RUNNING,
                    4,
                    5,
                    6,
                    7,
                    new RecordsRead(1, 2, 3),
                    8,
                    9,
                    10,
                    "failed",
                    11,
                    "savepoint-6-4",
                    "slots");

    private static void assertKept(JobSummary after, String... changed) {
        assertThat(after).usingRecursiveComparison().ignoringFields(changed).isEqualTo(BEFORE);
    }

    @Test
    void aStatusComesWithItsAttempt() {
        JobSummary after = BEFORE.withStatus(JobStatus.RESTARTING, 40);

        assertThat(after.status()).isEqualTo(JobStatus.RESTARTING);
        assertThat(after.attempt()).isEqualTo(40);
        assertKept(after, "status", "attempt");
    }

    @Test
    void aRunHasAParallelismAndAPauseBeforeIt() {
        JobSummary after = BEFORE.withRun(50, 80);

        assertThat(after.parallelism()).isEqualTo(50);
        assertThat(after.downMillis()).isEqualTo(80);
        assertKept(after, "parallelism", "downMillis");
    }

    @Test
    void aCheckpointHasAnIdAndATime() {
        JobSummary after = BEFORE.withCheckpoint(60, 70);

        assertThat(after.checkpointId()).isEqualTo(60);
        assertThat(after.checkpointMillis()).isEqualTo(70);
        assertKept(after, "checkpointId", "checkpointMillis");
    }

    @Test
    void recordsAreReadAndPlacesWaitedForBesideAllElse() {
        RecordsRead read = new RecordsRead(1, 5, 30);

        assertThat(BEFORE.withRecordsRead(read).recordsRead()).isEqualTo(read);
        assertKept(BEFORE.withRecordsRead(read), "recordsRead");
        assertThat(BEFORE.waitingFor("a node").waitsFor()).isEqualTo("a node");
        assertKept(BEFORE.waitingFor("a node"), "waitsFor");
    }

    @Test
    void howFarItIsAndWhatItStoppedWithAreBesideAllElse() {
        assertThat(BEFORE.withWatermark(110).watermark()).isEqualTo(110);
        assertKept(BEFORE.withWatermark(110), "watermark");
        assertThat(BEFORE.stoppedWith("savepoint-7-4").savepoint()).isEqualTo("savepoint-7-4");
        assertKept(BEFORE.stoppedWith("savepoint-7-4"), "savepoint");
    }

    @Test
    void aJobThatHasEndedWaitsForNothing() {
        JobSummary after = BEFORE.ended(JobStatus.FAILED, "why", 100);

        assertThat(after.status()).isEqualTo(JobStatus.FAILED);
        assertThat(after.failure()).isEqualTo("why");
        assertThat(after.endedMillis()).isEqualTo(100);
        assertThat(after.waitsFor()).isEmpty();
        assertKept(after, "status", "failure", "endedMillis", "waitsFor");
    }
}
