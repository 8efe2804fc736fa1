/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.operators.stream.JobStatus;
import io.sampo.runtime.directory.JobDetails;
import io.sampo.runtime.directory.JobSummary;
import io.sampo.runtime.directory.RecordsRead;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusTextTest {
    @Test
    void aJobThatHadFinishedBeforeHasNoAttemptToTellOf() {
        assertThat(text(JobStatus.FINISHED, 0, RecordsRead.NONE))
                .startsWith(
                        "job 'flights': finished: it had come to its end before, so nothing ran again\n")
                .doesNotContain("attempt");
    }

    @Test
    void aJobThatHasNotBegunYetHasNotFinished() {
        assertThat(text(JobStatus.STARTING, 0, RecordsRead.NONE))
                .startsWith("job 'flights': starting, attempt 0, parallelism 3, 0 records read\n");
    }

    @Test
    void recordsOfEarlierAttemptsThatAreNotKnownAreNamed() {
        assertThat(text(JobStatus.FINISHED, 3, new RecordsRead(2, 1000, 234)))
                .startsWith(
                        "job 'flights': finished, attempt 3, parallelism 3, 1,234 records read since"
                                + " attempt 2\n");
    }

    private static String text(JobStatus status, int attempt, RecordsRead read) {
        JobSummary summary =
                new JobSummary("flights", status, attempt, 3, 0, 0, read, 0, 0, 0, "", 0, "", "");
        return StatusText.of(
                new JobDetails(summary, "", List.of(), List.of(), List.of(), List.of()));
    }
}
