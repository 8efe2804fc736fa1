/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.directory;

import io.sampo.checkpointing.coordinator.CheckpointStatistics;
import io.sampo.operators.graph.JobGraph;
import io.sampo.operators.stream.JobStatus;
import io.sampo.runtime.master.JobOutcome;
import io.sampo.runtime.worker.Placement;
import io.sampo.runtime.worker.SubtaskReport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What has changed about a job, as its master tells. */
sealed interface JobChange {

    /** The job is over. */
    record End(JobStatus status, String failure, String savepoint) implements JobChange {
        static final End CANCELLED = new End(JobStatus.CANCELLED, "", "");
    }

    /** Somebody else has the job, so that this master had to end; the job goes on. */
    record Fenced() implements JobChange {}

    /** The subtasks of an attempt go there. */
    record Placed(Placement placement) implements JobChange {}

    record GoesOn(int attempt, long checkpointId, long checkpointMillis) implements JobChange {}

    record Phase(JobStatus status, int attempt) implements JobChange {}

    record Running(JobGraph job, Optional<Duration> down) implements JobChange {}

    record Checkpoint(long id, long millis) implements JobChange {}

    record Progress(List<SubtaskReport> subtasks) implements JobChange {}

    record Reported(CheckpointStatistics statistics) implements JobChange {}

    record Waiting(String what) implements JobChange {}

    record AttemptFailed(int attempt, String cause) implements JobChange {}

    record Left(JobOutcome outcome) implements JobChange {}
}
