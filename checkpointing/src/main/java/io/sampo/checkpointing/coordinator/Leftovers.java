/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.coordinator;

import io.sampo.checkpointing.storage.CheckpointRef;
import io.sampo.checkpointing.storage.CompletedCheckpoint;
import io.sampo.checkpointing.storage.SharedFiles;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which files are no longer needed: of checkpoints that were given up, or that newer ones replaced.
 */
final class Leftovers {
    /** How many given-up checkpoints are remembered, to throw away what is stored for them late. */
    private static final int REMEMBERED = 64;

    private final SharedFiles sharedFiles;
    private final boolean durable;
    private final Map<Long, CheckpointRef> givenUp = new LinkedHashMap<>();

    Leftovers(SharedFiles sharedFiles, boolean durable) {
        this.sharedFiles = sharedFiles;
        this.durable = durable;
    }

    /** Notes what a subtask stored for a pending checkpoint; returns what is wrong with it. */
    Optional<String> add(CheckpointRef checkpoint, CheckpointEvent.Acked ack) {
        return sharedFiles.addPending(checkpoint, PendingCheckpoint.files(ack));
    }

    /** Throws a checkpoint away that will not complete. */
    void giveUp(CheckpointRef checkpoint, List<CheckpointAction> actions) {
        givenUp.put(checkpoint.id(), checkpoint);
        if (givenUp.size() > REMEMBERED) {
            givenUp.remove(givenUp.keySet().iterator().next());
        }
        discard(checkpoint, actions);
    }

    /** Throws away what was stored, or came to be known, after its checkpoint was given up. */
    void throwAway(CheckpointEvent.Acked ack, List<CheckpointAction> actions) {
        CheckpointRef checkpoint = givenUp.get(ack.checkpointId());
        if (checkpoint != null && durable) {
            actions.add(new CheckpointAction.Discard(checkpoint));
            delete(sharedFiles.unreferenced(PendingCheckpoint.files(ack)), actions);
        }
    }

    /** Throws away checkpoints that the record no longer names; savepoints are the user's. */
    void retire(List<CompletedCheckpoint> retired, List<CheckpointAction> actions) {
        for (CompletedCheckpoint checkpoint : retired) {
            if (!checkpoint.ref().savepoint()) {
                discard(checkpoint.ref(), actions);
            }
        }
    }

    private void discard(CheckpointRef checkpoint, List<CheckpointAction> actions) {
        if (durable) {
            actions.add(new CheckpointAction.Discard(checkpoint));
            delete(sharedFiles.release(checkpoint.id()), actions);
        }
    }

    private static void delete(Collection<String> paths, List<CheckpointAction> actions) {
        if (!paths.isEmpty()) {
            actions.add(new CheckpointAction.DeleteShared(List.copyOf(paths)));
        }
    }
}
