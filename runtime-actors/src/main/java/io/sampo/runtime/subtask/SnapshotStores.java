/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.subtask;

import io.sampo.checkpointing.local.LocalCopies;
import io.sampo.checkpointing.storage.CheckpointRef;
import io.sampo.checkpointing.storage.CheckpointStorage;
import io.sampo.core.element.CheckpointBarrier;
import io.sampo.core.id.OperatorId;
import io.sampo.core.id.SubtaskId;
import io.sampo.state.snapshot.SnapshotStore;
import io.sampo.state.snapshot.StateFile;
import java.util.List;
import java.util.Optional;

/** Knows where the snapshots of a checkpoint go. Thread-safe. */
@FunctionalInterface
public interface SnapshotStores {
    /**
     * Returns where an operator of a subtask puts its files; empty if the job keeps no checkpoints,
     * so that the barrier only separates what sinks commit.
     */
    Optional<SnapshotStore> storeFor(
            CheckpointBarrier barrier, int attempt, SubtaskId subtask, OperatorId operator);

    /** Told what a subtask's part of a checkpoint consists of, before anybody else is. */
    default void stored(SubtaskId subtask, long checkpointId, List<StateFile> parts) {}

    /** Told that a checkpoint of which the subtask has stored its part is complete. */
    default void completed(SubtaskId subtask, long checkpointId) {}

    /** Told that a checkpoint will not complete. */
    default void aborted(SubtaskId subtask, long checkpointId) {}

    /** Returns stores that also keep copies on this node. */
    static SnapshotStores withCopies(SnapshotStores kept, LocalCopies copies) {
        return new SnapshotStores() {
            @Override
            public Optional<SnapshotStore> storeFor(
                    CheckpointBarrier barrier,
                    int attempt,
                    SubtaskId subtask,
                    OperatorId operator) {
                return kept.storeFor(barrier, attempt, subtask, operator)
                        .map(store -> copies.beside(store, subtask, barrier.checkpointId()));
            }

            @Override
            public void stored(SubtaskId subtask, long checkpointId, List<StateFile> parts) {
                copies.stored(subtask, checkpointId, parts);
            }

            @Override
            public void completed(SubtaskId subtask, long checkpointId) {
                copies.completed(subtask, checkpointId);
            }

            @Override
            public void aborted(SubtaskId subtask, long checkpointId) {
                copies.aborted(subtask, checkpointId);
            }
        };
    }

    /** Returns the stores of a storage; there is none for a checkpoint that is not kept. */
    static SnapshotStores of(CheckpointStorage storage) {
        return (barrier, attempt, subtask, operator) ->
                storage.durable()
                        ? Optional.of(
                                storage.snapshotStore(
                                        CheckpointRef.of(barrier, attempt),
                                        operator,
                                        subtask.index()))
                        : Optional.empty();
    }
}
