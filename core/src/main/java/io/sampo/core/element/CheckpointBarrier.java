/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.element;

/**
 * Separates the records that belong to checkpoint {@code checkpointId} from those after it.
 *
 * @param checkpointId strictly increasing within a job
 * @param triggerMillis when the coordinator started the checkpoint, wall-clock milliseconds
 * @param kind what the checkpoint is for
 */
public record CheckpointBarrier(long checkpointId, long triggerMillis, Kind kind)
        implements ControlElement {
    /** What a checkpoint is for. */
    public enum Kind {
        /** Taken by the engine, for recovery. */
        CHECKPOINT,
        /** Asked for by a user; kept until the user deletes it. */
        SAVEPOINT,
        /** A savepoint after which the job stops without its remaining windows firing. */
        STOP,
        /** As {@link #STOP}, but event time is advanced to its end first, so everything fires. */
        DRAIN
    }

    /** Returns whether the job stops once this checkpoint is complete. */
    public boolean stops() {
        return kind == Kind.STOP || kind == Kind.DRAIN;
    }
}
