/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.master;

import io.sampo.operators.stream.JobStatus;
import java.util.EnumSet;
import java.util.Set;

/**
 * Where a job master is in the life of its job, and where it may go from there.
 *
 * <pre>
 *   PREPARING --> DEPLOYING --> RUNNING --> ENDING --> ENDED
 *       ^  |          |            |           ^
 *       |  +----------+------------+-----------+   cancelled, given up
 *       |             v            v
 *     WAITING <---- CLEARING (failed: all subtasks stop)
 * </pre>
 */
enum JobState {
    /** The attempt is made known durably, and what to restore is found. */
    PREPARING(JobStatus.STARTING),
    /** Subtasks restore their state and open. */
    DEPLOYING(JobStatus.STARTING),
    /** Records flow. */
    RUNNING(JobStatus.RUNNING),
    /** The attempt has failed, and its subtasks are being stopped. */
    CLEARING(JobStatus.RESTARTING),
    /** Nothing runs; the next attempt begins after a while. */
    WAITING(JobStatus.RESTARTING),
    /** The job is over, and its subtasks are being stopped. */
    ENDING(JobStatus.CANCELLING),
    /** Nothing is left. */
    ENDED(JobStatus.CANCELLED);

    private final JobStatus status;

    JobState(JobStatus status) {
        this.status = status;
    }

    /** Returns what the user is told. */
    JobStatus status() {
        return status;
    }

    private Set<JobState> next() {
        return switch (this) {
            case PREPARING -> EnumSet.of(DEPLOYING, WAITING, ENDING);
            case DEPLOYING -> EnumSet.of(RUNNING, CLEARING, ENDING);
            case RUNNING -> EnumSet.of(CLEARING, ENDING);
            case CLEARING -> EnumSet.of(WAITING, ENDING);
            case WAITING -> EnumSet.of(PREPARING, ENDING);
            case ENDING -> EnumSet.of(ENDED);
            case ENDED -> EnumSet.noneOf(JobState.class);
        };
    }

    /** Returns {@code target} if the step is legal. */
    JobState to(JobState target) {
        if (!next().contains(target)) {
            throw new IllegalStateException("No such step: from=" + this + " to=" + target);
        }
        return target;
    }
}
