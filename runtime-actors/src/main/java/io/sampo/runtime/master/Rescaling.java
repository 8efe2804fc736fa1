/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.master;

import io.sampo.core.element.CheckpointBarrier;
import io.sampo.operators.graph.JobGraph;
import io.sampo.runtime.worker.WorkerHost;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * A parallelism that a job is to have, or that it is to go on without a node, and how far that is:
 * a checkpoint is taken, the attempt is stopped, the next one has it. Confined to the job master.
 */
final class Rescaling {
    private @Nullable JobGraph wanted;
    private boolean stopping;

    void want(JobGraph job) {
        wanted = job;
    }

    /** A node leaves: the job goes on without it, if that loses nothing and others have room. */
    void moveFrom(ActorRef<WorkerHost.Command> host, JobMasterProps props) {
        JobGraph job = wanted == null ? props.job() : wanted;
        if (!props.checkpoints().durable()
                || props.workers().missingWithout(host, job).isPresent()) {
            host.tell(new WorkerHost.NotMoved(job.name()));
        } else {
            wanted = job;
        }
    }

    /**
     * The node of the master leaves, which is handed over then, and its job with it: with a
     * checkpoint of now little is processed again.
     *
     * @param running all subtasks; null if they are not open
     */
    static void handOver(
            ActorRef<WorkerHost.Command> host,
            JobMasterProps props,
            @Nullable RunningAttempt running) {
        CompletableFuture<Path> taken = new CompletableFuture<>();
        String job = props.job().name();
        taken.whenComplete((path, failure) -> host.tell(new WorkerHost.NotMoved(job)));
        if (running == null || !props.checkpoints().durable()) {
            taken.cancel(false);
        } else {
            running.requestSavepoint(CheckpointBarrier.Kind.CHECKPOINT, taken);
        }
    }

    boolean isWanted() {
        return wanted != null;
    }

    /** A checkpoint of now makes the pause short: little is processed again after it. */
    void prepare(RunningAttempt running, int attempt, ActorRef<JobMaster.Command> master) {
        if (wanted != null) {
            CompletableFuture<Path> taken = new CompletableFuture<>();
            taken.whenComplete(
                    (path, failure) ->
                            master.tell(new JobMaster.RescaleCheckpoint(attempt, failure)));
            running.requestSavepoint(CheckpointBarrier.Kind.CHECKPOINT, taken);
        }
    }

    /** The attempt is stopped for it. */
    void stop() {
        stopping = true;
    }

    /** Returns whether the attempt that is gone was stopped for it; once. */
    boolean hasStopped() {
        boolean was = stopping;
        stopping = false;
        return was;
    }

    /** Returns what the next attempt is to have, if that is something new; once. */
    Optional<JobGraph> take() {
        Optional<JobGraph> taken = Optional.ofNullable(wanted);
        wanted = null;
        return taken;
    }
}
