/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.coordinator;

import io.sampo.checkpointing.storage.CompletedCheckpoint;
import java.util.List;
import java.util.Optional;

/** Tells what became of a checkpoint, and has thrown away what is not needed any more then. */
final class CheckpointOutcomes {
    private final Leftovers leftovers;
    private long latestCompleted;

    CheckpointOutcomes(Leftovers leftovers) {
        this.leftovers = leftovers;
    }

    /**
     * A checkpoint is complete.
     *
     * @param commit whether sinks commit it
     * @param retired the checkpoints that the record does not name any more
     */
    void complete(
            PendingCheckpoint done,
            boolean commit,
            List<CompletedCheckpoint> retired,
            Now now,
            List<CheckpointAction> actions) {
        actions.add(new CheckpointAction.Report(done.statistics(now.nanos(), Optional.empty())));
        actions.add(new CheckpointAction.NotifyComplete(done.id(), commit));
        if (commit) {
            latestCompleted = done.id();
        }
        leftovers.retire(retired, actions);
    }

    /** A checkpoint that the record does not name will not complete. */
    void giveUp(PendingCheckpoint failed, String reason, Now now, List<CheckpointAction> actions) {
        actions.add(
                new CheckpointAction.Report(failed.statistics(now.nanos(), Optional.of(reason))));
        actions.add(new CheckpointAction.NotifyAborted(failed.id(), latestCompleted));
        leftovers.giveUp(failed.ref(), actions);
    }
}
