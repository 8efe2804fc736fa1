/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.exchange;

/**
 * A channel of a job that runs on several nodes; the same on all of them.
 *
 * @param jobId of the job, of at most {@value #MAX_JOB_ID} characters
 * @param attempt of the job; frames of one attempt never get into another
 * @param number the channel's place in the plan of the attempt
 */
public record ChannelId(String jobId, int attempt, int number) {
    /** The longest id of a job. */
    public static final int MAX_JOB_ID = 200;

    /** Checks the length of the job's id. */
    public ChannelId {
        if (jobId.length() > MAX_JOB_ID) {
            throw new IllegalArgumentException(
                    "The id of a job is too long: length="
                            + jobId.length()
                            + " most="
                            + MAX_JOB_ID
                            + " jobId="
                            + jobId);
        }
    }

    @Override
    public String toString() {
        return jobId + "/" + attempt + "/" + number;
    }
}
