/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.directory;

import io.sampo.operators.graph.JobGraph;
import io.sampo.runtime.protocol.WireMessage;
import java.util.List;
import java.util.Objects;

/**
 * A job that somebody wants to be run.
 *
 * @param job the job; its name is what it is known by
 * @param jars the content hashes of the jars with its classes, which are stored already
 * @param submittedMillis when, since 1970
 */
public record JobSubmission(JobGraph job, List<String> jars, long submittedMillis)
        implements WireMessage {
    /** Copies the list. */
    public JobSubmission {
        Objects.requireNonNull(job, "job");
        jars = List.copyOf(jars);
    }

    JobSubmission with(JobGraph newJob) {
        return new JobSubmission(newJob, jars, submittedMillis);
    }
}
