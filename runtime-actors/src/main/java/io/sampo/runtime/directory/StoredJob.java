/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.directory;

import io.sampo.runtime.protocol.WireMessage;

/**
 * What is durably known of a job.
 *
 * @param submission the job
 * @param summary how it is; before its end, how it was when it was submitted
 */
public record StoredJob(JobSubmission submission, JobSummary summary) implements WireMessage {
    /** Returns what is known of a job that was just submitted. */
    static StoredJob fresh(JobSubmission submission) {
        return new StoredJob(
                submission,
                JobSummary.fresh(submission.job().name(), submission.submittedMillis()));
    }
}
