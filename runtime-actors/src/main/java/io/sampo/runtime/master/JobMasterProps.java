/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.master;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.time.Clock;
import io.sampo.operators.graph.JobGraph;
import io.sampo.runtime.checkpoint.JobCheckpoints;
import io.sampo.runtime.subtask.SubtaskServices;
import io.sampo.runtime.worker.WorkerResults;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a job master is made from.
 *
 * @param job the job
 * @param services of this process
 * @param workers where its subtasks run
 * @param checkpoints its stored checkpoints; closed by the job master
 * @param restart how it is restarted
 * @param storageExecutor runs storage I/O one after the other
 * @param observer told of what becomes of it
 * @param onEnd frees what the job held in this process
 */
public record JobMasterProps(
        JobGraph job,
        SubtaskServices services,
        Workers workers,
        JobCheckpoints checkpoints,
        RestartSettings restart,
        Executor storageExecutor,
        JobObserver observer,
        Runnable onEnd) {
    private static final Logger LOG = LoggerFactory.getLogger(JobMasterProps.class);

    /** Returns the same with another parallelism of the job. */
    JobMasterProps with(JobGraph newJob) {
        return new JobMasterProps(
                newJob, services, workers, checkpoints, restart, storageExecutor, observer, onEnd);
    }

    Clock clock() {
        return services.clock();
    }

    /**
     * Begins the next attempt with its storage, and tells {@code replyTo} how that went.
     *
     * @param damage what was found wrong with the checkpoint that the attempt before was restored
     *     from
     */
    void prepare(ActorRef<JobMaster.Command> replyTo, @Nullable Throwable damage) {
        storageExecutor.execute(
                () -> {
                    try {
                        if (damage != null) {
                            checkpoints.noteDamage(damage);
                        }
                        replyTo.tell(prepared());
                    } catch (StreamException e) {
                        replyTo.tell(new JobMaster.AttemptRefused(e));
                    } catch (Throwable e) {
                        replyTo.tell(
                                new JobMaster.AttemptRefused(
                                        new StreamException(
                                                ErrorCode.INTERNAL,
                                                "The attempt could not be prepared: job="
                                                        + job.name()
                                                        + " cause="
                                                        + e,
                                                e)));
                    }
                });
    }

    private JobMaster.Command prepared() {
        if (checkpoints.isDone()) {
            return JobMaster.FinishedBefore.INSTANCE;
        }
        JobCheckpoints.Attempt attempt = checkpoints.beginAttempt(job);
        storageExecutor.execute(() -> checkpoints.cleanUp(attempt.content()));
        return new JobMaster.AttemptPrepared(attempt);
    }

    /**
     * Tells that the job has finished, with what its nodes have told, and lets go of everything.
     */
    void finish(List<WorkerResults> results) {
        if (!results.isEmpty()) {
            // While the job's classes are there.
            storageExecutor.execute(
                    () -> observer.left(JobOutcome.of(results, services.serialization())));
        }
        storageExecutor.execute(
                () -> {
                    Optional<Path> savepoint = stoppedWith();
                    letGo();
                    observer.finished(savepoint);
                });
    }

    private Optional<Path> stoppedWith() {
        try {
            return checkpoints.stoppedWith();
        } catch (RuntimeException | Error unread) {
            LOG.warn(
                    "Whether the job stopped with a savepoint is not known: job={}",
                    job.name(),
                    unread);
            return Optional.empty();
        }
    }

    /**
     * Lets go of everything, after the storage work that was begun, and then does {@code last}:
     * whoever hears that the job has ended can start it again at once.
     */
    public void release(Runnable last) {
        storageExecutor.execute(
                () -> {
                    letGo();
                    last.run();
                });
    }

    private void letGo() {
        quietly(checkpoints::close);
        quietly(onEnd);
        LOG.debug("Released: job={}", job.name());
    }

    private void quietly(Runnable closing) {
        try {
            closing.run();
        } catch (Throwable e) {
            LOG.warn("Something of a job that has ended is left over: job={}", job.name(), e);
        }
    }
}
