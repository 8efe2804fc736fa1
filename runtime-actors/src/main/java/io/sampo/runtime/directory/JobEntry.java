/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.directory;

import io.sampo.core.element.CheckpointBarrier;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.stream.JobStatus;
import io.sampo.runtime.directory.JobDirectory.Answer;
import io.sampo.runtime.directory.JobDirectory.Changed;
import io.sampo.runtime.directory.JobDirectory.Command;
import io.sampo.runtime.directory.JobDirectory.Done;
import io.sampo.runtime.directory.JobDirectory.Refused;
import io.sampo.runtime.master.JobMaster;
import io.sampo.runtime.master.JobObserver;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * One job of the directory, confined to it; but what it observes comes from other threads, and goes
 * to the directory as a message.
 */
final class JobEntry implements JobObserver {
    private final JobSubmission submission;
    private final ActorRef<Command> directory;
    private final List<ActorRef<Answer>> waitForEnd = new ArrayList<>();
    private JobSummary summary;
    private @Nullable ActorRef<JobMaster.Command> master;
    private boolean cancelled;

    /** What has changed about a job. */
    sealed interface Change {}

    private record Phase(JobStatus status, int attempt) implements Change {}

    private record Checkpoint(long id, long millis) implements Change {}

    private record Progress(long recordsRead) implements Change {}

    private record End(JobStatus status, String failure) implements Change {}

    JobEntry(StoredJob job, ActorRef<Command> directory) {
        this.submission = job.submission();
        this.summary = job.summary();
        this.directory = directory;
    }

    StoredJob stored() {
        return new StoredJob(submission, summary);
    }

    JobSummary summary() {
        return summary;
    }

    boolean isCancelled() {
        return cancelled;
    }

    /** The job has a master now. */
    void connect(ActorRef<JobMaster.Command> jobMaster) {
        master = jobMaster;
        if (cancelled) {
            jobMaster.tell(JobMaster.Cancel.INSTANCE);
        }
    }

    boolean hasMaster() {
        return master != null;
    }

    /** Takes the job's master away from it, and returns it; null if there is none. */
    @Nullable ActorRef<JobMaster.Command> suspend() {
        ActorRef<JobMaster.Command> before = master;
        master = null;
        return before;
    }

    /** The job cannot have a master. */
    void refused(Throwable reason) {
        ended(cancelled ? JobStatus.CANCELLED : JobStatus.FAILED, reason);
    }

    void cancel(ActorRef<Answer> replyTo) {
        if (summary.status().isTerminal()) {
            replyTo.tell(new Done(summary.status().toString()));
            return;
        }
        waitForEnd.add(replyTo);
        cancelled = true;
        if (master != null) {
            master.tell(JobMaster.Cancel.INSTANCE);
        }
    }

    void takeSavepoint(CheckpointBarrier.Kind kind, CompletableFuture<Path> taken) {
        if (master == null) {
            taken.completeExceptionally(
                    new StreamException(
                            ErrorCode.CHECKPOINT_FAILED,
                            "A savepoint needs a running job: job="
                                    + summary.name()
                                    + " status="
                                    + summary.status()));
        } else {
            master.tell(new JobMaster.TakeSavepoint(kind, taken));
        }
    }

    /** Notes a change and returns whether it was the job's end. */
    boolean apply(Change change) {
        if (change instanceof Phase phase) {
            summary = summary.with(phase.status(), phase.attempt(), summary.failure());
        } else if (change instanceof Checkpoint checkpoint) {
            summary = summary.withCheckpoint(checkpoint.id(), checkpoint.millis());
        } else if (change instanceof Progress progress) {
            summary = summary.withRecordsRead(progress.recordsRead());
        } else if (change instanceof End end) {
            summary = summary.with(end.status(), summary.attempt(), end.failure());
            master = null;
            return true;
        }
        return false;
    }

    /** Tells all who wait for the end. */
    void answerEnd() {
        boolean asWanted = summary.status() != JobStatus.FAILED;
        Answer answer =
                asWanted
                        ? new Done(summary.status().toString())
                        : new Refused(new StreamException(ErrorCode.INTERNAL, summary.failure()));
        waitForEnd.forEach(waiting -> waiting.tell(answer));
        waitForEnd.clear();
    }

    private void tell(Change change) {
        directory.tell(new Changed(summary.name(), change));
    }

    @Override
    public void statusChanged(JobStatus now, int attempt) {
        tell(new Phase(now, attempt));
    }

    @Override
    public void checkpointCompleted(long checkpointId, long completedMillis) {
        tell(new Checkpoint(checkpointId, completedMillis));
    }

    @Override
    public void progressed(long recordsRead) {
        tell(new Progress(recordsRead));
    }

    @Override
    public void finished() {
        tell(new End(JobStatus.FINISHED, ""));
    }

    @Override
    public void ended(JobStatus how, Throwable reason) {
        tell(new End(how, how == JobStatus.FAILED ? String.valueOf(reason.getMessage()) : ""));
    }
}
