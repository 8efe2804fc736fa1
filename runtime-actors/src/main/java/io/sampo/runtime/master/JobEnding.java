/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.master;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.stream.JobStatus;
import io.sampo.runtime.worker.WorkerEvent;
import io.sampo.runtime.worker.WorkerResults;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** How a job ends and what it leaves, as far as that is known. Confined to the job master. */
final class JobEnding {
    private JobStatus how = JobStatus.CANCELLED;

    /** Why the last attempt that failed did. */
    private @Nullable Throwable failure;

    /** What the workers of a finished job have left. */
    private final List<WorkerResults> results = new ArrayList<>();

    /** Notes how it ends once nothing of it runs any more; the last word counts. */
    void as(JobStatus status) {
        how = status;
    }

    /** Returns how it ends, once it does. */
    JobStatus how() {
        return how;
    }

    /** Notes why an attempt, or the job, cannot go on. */
    void because(Throwable cause) {
        failure = cause;
    }

    /** Returns why the last attempt failed. */
    Throwable cause() {
        return failure == null ? new IllegalStateException("no cause") : failure;
    }

    /** Notes what a worker left with its last word. */
    void leaves(WorkerEvent.Ended ended) {
        if (ended.results() != null) {
            results.add(ended.results());
        }
    }

    /** Notes that a worker was lost before its last word: what it counted is not known. */
    void lost(ActorRef<?> worker) {
        if (how == JobStatus.FINISHED) {
            results.add(
                    WorkerResults.missing(
                            new StreamException(
                                    ErrorCode.EXTERNAL_IO,
                                    "A node was lost before it told what its part of the job left:"
                                            + " worker="
                                            + worker.path())));
        }
    }

    /** Notes that the job had finished before this master began: what it left is not known. */
    void finishedBefore(String job) {
        results.add(
                WorkerResults.missing(
                        new StreamException(
                                ErrorCode.EXTERNAL_IO,
                                "The job had finished before its present master began, and what it"
                                        + " left was not told: job="
                                        + job)));
    }

    /** Lets go of everything, and tells that the job has ended. */
    void tell(JobMasterProps props) {
        if (how == JobStatus.FINISHED) {
            props.finish(List.copyOf(results));
            return;
        }
        Throwable shown =
                how == JobStatus.CANCELLED
                        ? new StreamException(
                                ErrorCode.CANCELLED,
                                "The job was cancelled: job=" + props.job().name())
                        : cause();
        JobStatus ended = how;
        props.release(() -> props.observer().ended(ended, shown));
    }
}
