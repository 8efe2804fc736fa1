/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.subtask;

import io.sampo.checkpointing.storage.CheckpointRef;
import io.sampo.checkpointing.storage.CheckpointStorage;
import io.sampo.core.element.CheckpointBarrier;
import io.sampo.core.id.OperatorId;
import io.sampo.core.id.SubtaskId;
import io.sampo.state.snapshot.SnapshotStore;
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
