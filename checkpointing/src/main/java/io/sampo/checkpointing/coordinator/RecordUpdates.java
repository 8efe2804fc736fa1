/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.coordinator;

import io.sampo.checkpointing.storage.RecordContent;
import org.jspecify.annotations.Nullable;

/**
 * Changes of the durable record, one at a time. One that failed may be there or not, so it is
 * stored again, the same, until that succeeds.
 */
final class RecordUpdates {
    private RecordContent stored;
    private @Nullable RecordContent wanted;
    private boolean inFlight;

    RecordUpdates(RecordContent stored) {
        this.stored = stored;
    }

    RecordContent stored() {
        return stored;
    }

    CheckpointAction store(RecordContent next) {
        wanted = next;
        inFlight = true;
        return new CheckpointAction.StoreRecord(stored, next);
    }

    /** Whether an answer about that revision is one that is waited for. */
    boolean awaits(long revision) {
        return inFlight && wanted != null && wanted.revision() == revision;
    }

    boolean isInFlight() {
        return inFlight;
    }

    void onStored() {
        if (wanted != null) {
            stored = wanted;
        }
        giveUp();
    }

    void onFailed() {
        inFlight = false;
    }

    /** Whether a change failed and is to be stored again. */
    boolean isToRetry() {
        return wanted != null && !inFlight;
    }

    CheckpointAction retry() {
        if (wanted == null) {
            throw new IllegalStateException(
                    "There is nothing to store: revision=" + stored.revision());
        }
        return store(wanted);
    }

    void giveUp() {
        wanted = null;
        inFlight = false;
    }
}
