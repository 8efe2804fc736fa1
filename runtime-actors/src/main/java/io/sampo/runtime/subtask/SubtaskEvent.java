/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.subtask;

import io.sampo.core.id.OperatorId;
import io.sampo.core.id.SubtaskId;
import io.sampo.runtime.protocol.WireMessage;
import io.sampo.state.snapshot.OperatorSnapshot;
import java.util.Map;

/** What a subtask tells its job master. Every event names its attempt: stale ones are dropped. */
public sealed interface SubtaskEvent extends WireMessage {
    /** Returns who. */
    SubtaskId subtask();

    /** Returns in which attempt. */
    int attempt();

    /** State is restored and the operators are open. */
    record Opened(SubtaskId subtask, int attempt) implements SubtaskEvent {}

    /** A source wants a split. */
    record SplitRequested(SubtaskId subtask, int attempt) implements SubtaskEvent {}

    /**
     * How far a source that is aligned with others is.
     *
     * @param timestamp its watermark; {@code Long.MAX_VALUE} if it holds back nobody
     */
    record WatermarkReported(SubtaskId subtask, int attempt, long timestamp)
            implements SubtaskEvent {}

    /**
     * The snapshot for a checkpoint is stored.
     *
     * @param finished whether all data had been processed before
     */
    record SnapshotStored(
            SubtaskId subtask,
            int attempt,
            long checkpointId,
            Map<OperatorId, OperatorSnapshot> snapshots,
            long alignmentNanos,
            boolean finished)
            implements SubtaskEvent {}

    /** The snapshot for a checkpoint could not be taken or stored; the subtask goes on. */
    record SnapshotDeclined(SubtaskId subtask, int attempt, long checkpointId, Throwable reason)
            implements SubtaskEvent {}

    /** Everything that a completed checkpoint made final is committed. */
    record Committed(SubtaskId subtask, int attempt, long checkpointId) implements SubtaskEvent {}

    /** All data has been processed; barriers are still passed. */
    record DataEnded(SubtaskId subtask, int attempt) implements SubtaskEvent {}

    /** The subtask cannot go on; it has let go of everything. */
    record Failed(SubtaskId subtask, int attempt, Throwable cause) implements SubtaskEvent {}

    /** The subtask stopped because it was told to, and has let go of everything. */
    record Stopped(SubtaskId subtask, int attempt) implements SubtaskEvent {}
}
