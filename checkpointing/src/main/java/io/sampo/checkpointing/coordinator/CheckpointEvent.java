/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.coordinator;

import io.sampo.core.element.CheckpointBarrier;
import io.sampo.core.id.OperatorId;
import io.sampo.core.id.SubtaskId;
import io.sampo.state.snapshot.OperatorSnapshot;
import java.util.Map;

/** What the coordinator is told. Those that come from subtasks carry the attempt they ran in. */
public sealed interface CheckpointEvent {
    /** All subtasks run; from now on checkpoints can be taken. */
    record Running() implements CheckpointEvent {}

    /** A time has come that was asked for with {@link CheckpointAction.WakeAt}, or may have. */
    record Tick() implements CheckpointEvent {}

    /**
     * Somebody wants a checkpoint now. Answered once, with {@link CheckpointAction.Answer}.
     *
     * @param request the number to answer with
     * @param kind what for
     */
    record Requested(long request, CheckpointBarrier.Kind kind) implements CheckpointEvent {}

    /**
     * The data of a source subtask has ended. Reported in each attempt, again where it had ended
     * before the restore.
     */
    record SourceEnded(SubtaskId from, int attempt) implements CheckpointEvent {}

    /** An enumerator has stored itself, and sent the trigger on to its source's subtasks. */
    record EnumeratorStored(OperatorId source, int attempt, long checkpointId, Bytes state)
            implements CheckpointEvent {}

    /**
     * A subtask has its part of a checkpoint stored and synced. May be repeated.
     *
     * @param snapshots by operator of its chain; those without state may be left out
     * @param finished whether it had seen the end of its input, and emitted its last records
     * @param alignmentNanos how long it waited for the last barrier
     */
    record Acked(
            SubtaskId from,
            int attempt,
            long checkpointId,
            Map<OperatorId, OperatorSnapshot> snapshots,
            boolean finished,
            long alignmentNanos)
            implements CheckpointEvent {}

    /**
     * A subtask or an enumerator cannot take part in a checkpoint.
     *
     * @param from who, for people
     * @param harmless whether it was only not ready; that does not count as a failure
     */
    record Declined(String from, int attempt, long checkpointId, boolean harmless, String reason)
            implements CheckpointEvent {}

    /** What {@link CheckpointAction.WriteMetadata} asked for is done. */
    record MetadataWritten(long checkpointId) implements CheckpointEvent {}

    /** What {@link CheckpointAction.WriteMetadata} asked for failed. */
    record MetadataFailed(long checkpointId, String reason) implements CheckpointEvent {}

    /** What {@link CheckpointAction.StoreRecord} asked for is done, and durable. */
    record RecordStored(long revision) implements CheckpointEvent {}

    /** What {@link CheckpointAction.StoreRecord} asked for failed; it may or may not be stored. */
    record RecordFailed(long revision, String reason) implements CheckpointEvent {}

    /** The record was changed by somebody else: this attempt of the job is not the one any more. */
    record RecordFenced(long revision) implements CheckpointEvent {}

    /**
     * A subtask has committed, or has nothing to commit, for a completed checkpoint. May be
     * repeated.
     */
    record CommitAcked(SubtaskId from, int attempt, long checkpointId) implements CheckpointEvent {}

    /** The attempt is over: it failed or was cancelled. Nothing happens after this. */
    record Stopped(String reason) implements CheckpointEvent {}
}
