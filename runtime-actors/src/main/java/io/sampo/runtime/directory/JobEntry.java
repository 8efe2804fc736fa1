/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.directory;

import com.typesafe.config.Config;
import io.sampo.checkpointing.coordinator.CheckpointSettings;
import io.sampo.core.element.CheckpointBarrier;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.metric.MetricRegistry;
import io.sampo.core.metric.MetricScope;
import io.sampo.core.time.Clock;
import io.sampo.operators.graph.JobGraph;
import io.sampo.operators.graph.NewParallelism;
import io.sampo.operators.stream.JobStatus;
import io.sampo.runtime.directory.JobDirectory.Answer;
import io.sampo.runtime.directory.JobDirectory.Command;
import io.sampo.runtime.directory.JobDirectory.Done;
import io.sampo.runtime.directory.JobDirectory.Refused;
import io.sampo.runtime.exchange.NodeAddress;
import io.sampo.runtime.master.JobMaster;
import io.sampo.runtime.master.JobObserver;
import io.sampo.runtime.master.JobOutcome;
import io.sampo.runtime.master.Workers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** One job of the directory, and who waits for something of it. Confined to the directory. */
final class JobEntry {
    private static final String MASTER_GONE =
            "the job's master is gone: its node was lost, left, or was cut off; its log has what was"
                    + " before. Another master ";

    private JobSubmission submission;
    private final ActorRef<Command> directory;
    private final List<ActorRef<Answer>> waitForEnd = new ArrayList<>();
    private final Set<CompletableFuture<Path>> savepoints = new LinkedHashSet<>();
    private final Clock clock;
    private final MetricRegistry metrics;
    private final MetricScope scope;
    private final JobHistory history = new JobHistory();
    private JobSummary summary;
    private JobOutcome outcome;
    private @Nullable ActorRef<JobMaster.Command> master;
    private boolean cancelled;

    /** Says whether there is room for the job; null before its first master. */
    private @Nullable Workers workers;

    /** Whether the job is about to go on with another parallelism. */
    private boolean rescaling;

    /** Whether another parallelism is being stored. */
    private boolean storing;

    /** Of the latest master, whether it is there yet or not. */
    private long latest;

    /**
     * Creates an entry.
     *
     * @param metrics of the node
     */
    JobEntry(StoredJob job, Clock clock, MetricRegistry metrics, ActorRef<Command> directory) {
        this.metrics = metrics;
        this.scope = MetricScope.job(job.summary().name());
        this.clock = clock;
        this.outcome = job.outcome();
        this.submission = job.submission();
        this.summary = job.summary();
        this.directory = directory;
    }

    StoredJob stored() {
        return new StoredJob(submission, summary, outcome);
    }

    JobSummary summary() {
        return summary;
    }

    /**
     * Returns how it is in detail.
     *
     * @param here the node of the directory, and of the job's master
     */
    JobDetails details(NodeAddress here) {
        return history.details(summary, here);
    }

    JobOutcome outcome() {
        return outcome;
    }

    boolean isCancelled() {
        return cancelled;
    }

    boolean hasEnded() {
        return summary.status().isTerminal();
    }

    boolean hasEndedBefore(long millis) {
        return hasEnded() && summary.endedMillis() <= millis;
    }

    boolean hasMaster() {
        return master != null;
    }

    boolean isLatest(long opening) {
        return opening == latest && !hasEnded();
    }

    /** Returns what observes the next master; those before it are not listened to any more. */
    JobObserver newObserver(long opening, Workers places) {
        latest = opening;
        workers = places;
        if (summary.attempt() > 0) {
            // Its first attempt may have the same number: of a job that begins anew.
            countAnew(summary.attempt());
        }
        return new DirectoryObserver(summary.name(), opening, directory);
    }

    /**
     * The job has a master now.
     *
     * @param opened the job as the master has it
     */
    void connect(ActorRef<JobMaster.Command> jobMaster, JobGraph opened) {
        master = jobMaster;
        summary = summary.waitingFor("");
        if (!isPresent(opened)) {
            jobMaster.tell(new JobMaster.Rescale(submission.job()));
        }
    }

    /**
     * Returns the job with another parallelism, to be stored and then {@linkplain #rescale given to
     * the master}; until then it takes no other.
     *
     * @throws StreamException if the job cannot have it
     */
    StoredJob beginRescale(NewParallelism parallelism) {
        String name = summary.name();
        if (hasEnded() || cancelled || workers == null) {
            throw refused("The job does not run: job=" + name + " status=" + summary.status());
        }
        // One that there is no room for any more must not keep the job from a smaller one.
        if (storing || rescaling && workers.missingFor(submission.job()).isEmpty()) {
            throw refused(
                    "The job is about to get another parallelism already: job="
                            + name
                            + " status="
                            + summary.status()
                            + ". Wait until it runs with that.");
        }
        Config root = submission.job().settings().atPath("sampo");
        if (CheckpointSettings.from(root).dir().isEmpty()) {
            throw refused(
                    "A job without durable checkpoints would begin anew: job="
                            + name
                            + ". Set sampo.checkpoint.dir; in bounded mode there are none.");
        }
        JobGraph job = parallelism.applyTo(submission.job());
        Optional<String> missing = workers.missingFor(job);
        if (missing.isPresent()) {
            throw new StreamException(ErrorCode.RESOURCE_EXHAUSTED, missing.get());
        }
        storing = true;
        return StoredJob.fresh(submission.with(job));
    }

    /** Returns whether a job is not of a parallelism before. */
    @SuppressWarnings("ReferenceEquality") // each parallelism is an object of its own
    private boolean isPresent(JobGraph job) {
        return job == submission.job();
    }

    private static StreamException refused(String message) {
        return new StreamException(ErrorCode.INVALID_PROGRAM, message);
    }

    /** The new parallelism is durably known, and holds from the next attempt on. */
    void rescale(JobSubmission rescaled) {
        submission = rescaled;
        storing = false;
        rescaling = true;
        if (master != null) {
            master.tell(new JobMaster.Rescale(rescaled.job()));
        }
    }

    /** The new parallelism could not be stored. */
    void giveUpRescale() {
        storing = false;
    }

    /** Takes the job's master away from it, and returns it; null if there is none. */
    @Nullable ActorRef<JobMaster.Command> suspend() {
        ActorRef<JobMaster.Command> before = master;
        master = null;
        metrics.remove(scope);
        latest = 0;
        history.rests();
        summary = summary.waitingFor("");
        refuseSavepoints();
        return before;
    }

    void cancel(ActorRef<Answer> replyTo) {
        if (hasEnded()) {
            replyTo.tell(new Done(summary.status().toString()));
            return;
        }
        waitForEnd.add(replyTo);
        cancelled = true;
        if (master != null) {
            master.tell(JobMaster.Cancel.INSTANCE);
        }
    }

    /** Answers when the savepoint is taken, or will not be. */
    void takeSavepoint(CheckpointBarrier.Kind kind, ActorRef<Answer> replyTo) {
        CompletableFuture<Path> taken = new CompletableFuture<>();
        taken.whenComplete(
                (directoryOfIt, failure) ->
                        replyTo.tell(
                                failure == null
                                        ? new Done(directoryOfIt.toString())
                                        : new Refused(failure)));
        savepoints.removeIf(CompletableFuture::isDone);
        savepoints.add(taken);
        if (master == null) {
            refuseSavepoints();
        } else {
            master.tell(new JobMaster.TakeSavepoint(kind, taken));
        }
    }

    private void refuseSavepoints() {
        StreamException reason =
                new StreamException(
                        ErrorCode.CHECKPOINT_FAILED,
                        "A savepoint needs a running job: job="
                                + summary.name()
                                + " status="
                                + summary.status()
                                + (summary.savepoint().isEmpty()
                                        ? ""
                                        : " savepoint="
                                                + summary.savepoint()
                                                + ". It was stopped with that one."));
        savepoints.forEach(taken -> taken.completeExceptionally(reason));
        savepoints.clear();
    }

    /** Notes a change. */
    void apply(JobChange change) {
        if (change instanceof JobChange.GoesOn goesOn) {
            goOn(goesOn);
        } else if (change instanceof JobChange.Phase phase) {
            // Before its first attempt a master knows of none.
            int attempt = phase.attempt() == 0 ? summary.attempt() : phase.attempt();
            if (attempt != summary.attempt()) {
                countAnew(attempt);
            }
            if (phase.status() == JobStatus.RESTARTING) {
                history.rests();
            }
            summary = summary.withStatus(phase.status(), attempt);
        } else if (change instanceof JobChange.Placed placed) {
            history.placed(placed.placement());
        } else if (change instanceof JobChange.Running running) {
            summary =
                    summary.withRun(
                                    running.job().highestParallelism(),
                                    running.down().map(Duration::toMillis).orElse(0L))
                            .waitingFor("");
            rescaling &= !isPresent(running.job());
            history.begun(running.job(), running.down(), clock.nanoTime(), metrics.group(scope));
        } else if (change instanceof JobChange.Checkpoint checkpoint) {
            summary = summary.withCheckpoint(checkpoint.id(), checkpoint.millis());
        } else if (change instanceof JobChange.Progress progress) {
            summary = history.take(progress.subtasks(), clock.nanoTime(), summary);
        } else if (change instanceof JobChange.Reported reported) {
            history.take(reported.statistics());
        } else if (change instanceof JobChange.Waiting waiting) {
            summary = summary.waitingFor(waiting.what());
        } else if (change instanceof JobChange.AttemptFailed failed) {
            history.failed(failed.attempt(), failed.cause(), clock.currentTimeMillis());
        } else if (change instanceof JobChange.Left left) {
            outcome = left.outcome();
        }
    }

    private void goOn(JobChange.GoesOn before) {
        String how =
                before.checkpointId() == 0
                        ? "begins again where this one began, since no checkpoint was complete."
                        : "goes on from the last checkpoint.";
        history.failed(before.attempt(), MASTER_GONE + how, clock.currentTimeMillis());
        if (summary.attempt() == 0) {
            countAnew(before.attempt() + 1);
            summary =
                    summary.withStatus(summary.status(), before.attempt())
                            .withCheckpoint(before.checkpointId(), before.checkpointMillis());
        }
    }

    private void countAnew(int attempt) {
        summary = summary.withRecordsRead(summary.recordsRead().begins(attempt));
    }

    /** The job is over; all who wait for that hear of it. */
    void end(JobChange.End end) {
        JobStatus status = end.status();
        String failure = end.failure();
        summary =
                summary.ended(status, failure, clock.currentTimeMillis())
                        .stoppedWith(end.savepoint());
        master = null;
        metrics.remove(scope);
        refuseSavepoints();
        Answer answer =
                status == JobStatus.FAILED
                        ? new Refused(JobFailure.ofText(failure, ErrorCode.INTERNAL))
                        : new Done(status.toString());
        waitForEnd.forEach(waiting -> waiting.tell(answer));
        waitForEnd.clear();
    }
}
