/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.master;

import io.sampo.checkpointing.coordinator.CheckpointStatistics;
import io.sampo.operators.graph.JobGraph;
import io.sampo.operators.stream.JobStatus;
import io.sampo.runtime.worker.SubtaskReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Told of what becomes of a job. Called from the actors' threads, and must not block; but of the
 * end of the job from a thread that may be, when nothing is left of it.
 */
public interface JobObserver {
    /**
     * The job has run before, under a master that is gone; told before anything else.
     *
     * @param attempt its last one
     * @param checkpointId its newest checkpoint, 0 if there is none
     * @param checkpointMillis when that was begun, since 1970
     */
    default void goesOn(int attempt, long checkpointId, long checkpointMillis) {}

    /** The job is in another phase of its life, not yet its last. */
    void statusChanged(JobStatus now, int attempt);

    /**
     * All subtasks run.
     *
     * @param job with the parallelism that it runs with
     * @param down how long it is since they last did; some may have put something out before the
     *     last of them had its state. Nothing if this master has not run the job before
     */
    default void running(JobGraph job, Optional<Duration> down) {}

    /** A checkpoint was completed. */
    void checkpointCompleted(long checkpointId, long completedMillis);

    /** A checkpoint was completed, or given up. */
    default void checkpointReported(CheckpointStatistics statistics) {}

    /**
     * The job, or its next attempt, cannot begin yet.
     *
     * @param what is missing, and the way out, or when it begins; empty once it waits no more
     */
    default void waitsFor(String what) {}

    /** An attempt has failed; the job goes on with another, or ends. */
    default void attemptFailed(int attempt, Throwable cause) {}

    /** How far all subtasks are; told now and then, of a job that runs on workers elsewhere. */
    default void progressed(List<SubtaskReport> subtasks) {}

    /** What the job leaves for the program; told before {@link #finished}, as above. */
    default void left(JobOutcome outcome) {}

    /**
     * All input was processed and committed, or the job stopped with a savepoint.
     *
     * @param savepoint that it stopped with, if it did
     */
    void finished(Optional<Path> savepoint);

    /** The job ended without having finished. */
    void ended(JobStatus how, Throwable reason);
}
