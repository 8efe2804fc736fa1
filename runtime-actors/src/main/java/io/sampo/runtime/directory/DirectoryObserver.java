/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.directory;

import io.sampo.checkpointing.coordinator.CheckpointStatistics;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.graph.JobGraph;
import io.sampo.operators.stream.JobStatus;
import io.sampo.runtime.directory.JobDirectory.Changed;
import io.sampo.runtime.directory.JobDirectory.Command;
import io.sampo.runtime.master.JobObserver;
import io.sampo.runtime.master.JobOutcome;
import io.sampo.runtime.worker.SubtaskReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;

/** Tells the directory of jobs what becomes of one, from whatever thread. */
record DirectoryObserver(String name, long opening, ActorRef<Command> directory)
        implements JobObserver {
    private void tell(JobChange change) {
        directory.tell(new Changed(name, opening, change));
    }

    @Override
    public void goesOn(int attempt, long checkpointId, long checkpointMillis) {
        tell(new JobChange.GoesOn(attempt, checkpointId, checkpointMillis));
    }

    @Override
    public void statusChanged(JobStatus now, int attempt) {
        tell(new JobChange.Phase(now, attempt));
    }

    @Override
    public void running(JobGraph job, Optional<Duration> down) {
        tell(new JobChange.Running(job, down));
    }

    @Override
    public void checkpointCompleted(long checkpointId, long completedMillis) {
        tell(new JobChange.Checkpoint(checkpointId, completedMillis));
    }

    @Override
    public void progressed(List<SubtaskReport> subtasks) {
        tell(new JobChange.Progress(subtasks));
    }

    @Override
    public void checkpointReported(CheckpointStatistics statistics) {
        tell(new JobChange.Reported(statistics));
    }

    @Override
    public void waitsFor(String what) {
        tell(new JobChange.Waiting(what));
    }

    @Override
    public void attemptFailed(int attempt, Throwable cause) {
        tell(new JobChange.AttemptFailed(attempt, String.valueOf(cause.getMessage())));
    }

    @Override
    public void left(JobOutcome outcome) {
        tell(new JobChange.Left(outcome));
    }

    @Override
    public void finished(Optional<Path> savepoint) {
        tell(new JobChange.End(JobStatus.FINISHED, "", savepoint.map(Path::toString).orElse("")));
    }

    @Override
    public void ended(JobStatus how, Throwable reason) {
        if (StreamException.codeOf(reason) == ErrorCode.HELD_BY_OTHER) {
            tell(new JobChange.Fenced());
        } else {
            boolean failed = how == JobStatus.FAILED;
            tell(new JobChange.End(how, failed ? JobFailure.textOf(reason) : "", ""));
        }
    }
}
