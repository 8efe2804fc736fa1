/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.master;

import io.sampo.operators.graph.JobGraph;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a job can begin. That nodes are missing, or not there yet, is no failure of the job: it
 * waits, and what it waits for is said once. Confined to the job master.
 */
final class Room {
    private static final Logger LOG = LoggerFactory.getLogger(Room.class);

    /** What was missing when that was last said. */
    private Optional<String> said = Optional.empty();

    boolean isThereFor(JobGraph job, Workers workers, JobObserver observer) {
        Optional<String> missing = workers.missingFor(job);
        if (missing.isPresent() && !missing.equals(said)) {
            LOG.info("Waiting: job={} {}", job.name(), missing.get());
        }
        if (!missing.equals(said)) {
            observer.waitsFor(missing.orElse(""));
        }
        said = missing;
        return missing.isEmpty();
    }
}
