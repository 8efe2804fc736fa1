/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.directory;

import io.sampo.runtime.master.JobOutcome;
import io.sampo.runtime.protocol.WireMessage;

/**
 * What is durably known of a job.
 *
 * @param submission the job
 * @param summary how it is; before its end, how it was when it was submitted
 * @param outcome what it has left for the program, once it has finished
 */
public record StoredJob(JobSubmission submission, JobSummary summary, JobOutcome outcome)
        implements WireMessage {
    /** Returns what is known of a job that was just submitted. */
    static StoredJob fresh(JobSubmission submission) {
        return new StoredJob(
                submission,
                JobSummary.fresh(submission.job().name(), submission.submittedMillis()),
                JobOutcome.NONE);
    }
}
