/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.master;

import io.sampo.checkpointing.coordinator.CheckpointStatistics;
import io.sampo.checkpointing.storage.RecordContent;
import io.sampo.core.element.CheckpointBarrier;
import io.sampo.core.error.StreamException;
import io.sampo.core.id.OperatorId;
import io.sampo.runtime.checkpoint.CheckpointActor;
import io.sampo.runtime.subtask.SubtaskActor;
import java.util.Collection;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * What the checkpoint actor of an attempt reaches. Called on its thread: only sends, and to those
 * who are known before it hears that they run.
 */
final class CheckpointOutside implements CheckpointActor.Outside {
    private final ActorRef<JobMaster.Command> master;
    private final JobMasterProps props;
    private final int attempt;
    private final Enumerators enumerators;
    private volatile List<ActorRef<SubtaskActor.Command>> subtasks = List.of();

    CheckpointOutside(
            ActorRef<JobMaster.Command> master,
            JobMasterProps props,
            int attempt,
            Enumerators enumerators) {
        this.master = master;
        this.props = props;
        this.attempt = attempt;
        this.enumerators = enumerators;
    }

    /** These are all subtasks. On the master's thread, before the checkpoint actor hears of it. */
    void reaches(Collection<ActorRef<SubtaskActor.Command>> all) {
        subtasks = List.copyOf(all);
    }

    @Override
    public void trigger(CheckpointBarrier barrier, List<OperatorId> wanted) {
        enumerators.trigger(barrier, wanted);
    }

    @Override
    public void completed(long checkpointId, boolean commit) {
        tellSubtasks(new SubtaskActor.CheckpointCompleted(checkpointId, commit));
    }

    @Override
    public void aborted(long checkpointId) {
        tellSubtasks(new SubtaskActor.CheckpointAborted(checkpointId));
    }

    private void tellSubtasks(SubtaskActor.Command command) {
        subtasks.forEach(subtask -> subtask.tell(command));
    }

    @Override
    public void report(CheckpointStatistics statistics) {
        CheckpointLog.report(props.job().name(), statistics);
        props.observer().checkpointReported(statistics);
        if (statistics.failure().isEmpty()) {
            props.observer()
                    .checkpointCompleted(
                            statistics.checkpointId(), props.clock().currentTimeMillis());
        }
    }

    @Override
    public void failAttempt(StreamException cause) {
        master.tell(new JobMaster.AttemptFailed(attempt, cause));
    }

    @Override
    public void endJob(RecordContent.Ending how) {
        master.tell(new JobMaster.JobEnds(attempt, how));
    }
}
