/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.stream;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A handle on a running job. Thread-safe; no method blocks. */
public interface JobClient {
    /** Returns the job's name. */
    String jobName();

    /** Returns where the job is in its life. */
    JobStatus status();

    /** Returns how far it is. */
    JobProgress progress();

    /**
     * Returns the end of the job: its result, or the {@link io.sampo.core.error.StreamException}
     * that ended it ({@code CANCELLED} after {@link #cancel}).
     */
    CompletableFuture<JobResult> result();

    /**
     * Ends the job without a last checkpoint; completes when nothing of it runs any more. On a
     * cluster it fails with {@code EXTERNAL_IO} if nobody says whether that was done: the directory
     * of jobs has moved to another node, or is silent. It may be asked again.
     */
    CompletableFuture<Void> cancel();

    /**
     * Takes a savepoint: whole in a directory of its own below {@code sampo.checkpoint.dir}, which
     * can be copied or moved, and is kept until somebody deletes it. Fails with {@code
     * CHECKPOINT_FAILED} if none was taken; on a cluster with {@code EXTERNAL_IO} as {@link
     * #cancel}: it may have been taken.
     *
     * @return the savepoint's directory
     */
    CompletableFuture<Path> savepoint();

    /**
     * Takes a savepoint and ends the job with it: nothing after it was processed or committed.
     * Fails with {@code CHECKPOINT_FAILED} if none was taken, or it is complete, but the job may go
     * on from it: the message then names it. On a cluster also with {@code EXTERNAL_IO} as {@link
     * #cancel}: look at the job's status before it is asked again.
     *
     * @param drain whether to advance event time to its end first, so that all windows fire; such a
     *     savepoint is not meant to be resumed from
     * @return the savepoint's directory
     */
    CompletableFuture<Path> stopWithSavepoint(boolean drain);

    /**
     * Listens to values that operators hand to the program.
     *
     * @param channel the name that the operators use
     * @param listener called from one thread at a time; while it blocks, the operator that hands
     *     over a value waits
     */
    void subscribe(String channel, Consumer<Object> listener);
}
