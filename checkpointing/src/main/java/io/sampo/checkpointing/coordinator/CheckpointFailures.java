/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.coordinator;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What ends the attempt: too many failures in a row, a stop whose savepoint failed, and somebody
 * else who has the job.
 */
final class CheckpointFailures {
    private final OptionalInt tolerated;
    private int inARow;

    CheckpointFailures(CheckpointSettings settings) {
        tolerated = settings.toleratedFailures();
    }

    /** Returns how many have failed since one completed. */
    int inARow() {
        return inARow;
    }

    /** A checkpoint is complete. */
    void reset() {
        inARow = 0;
    }

    /** Counts a failure, and returns the error of the attempt if it was one too many. */
    Optional<StreamException> count(String reason) {
        inARow++;
        if (tolerated.isEmpty() || inARow <= tolerated.getAsInt()) {
            return Optional.empty();
        }
        return Optional.of(
                new StreamException(
                        ErrorCode.CHECKPOINT_FAILED,
                        "More checkpoints in a row have failed than sampo.checkpoint.tolerated-failures="
                                + tolerated.getAsInt()
                                + " allows; the last one: "
                                + reason));
    }

    /** The sources have stopped for a savepoint that will not be. */
    static StreamException ofStop(long checkpointId, String reason) {
        return new StreamException(
                ErrorCode.CHECKPOINT_FAILED,
                "The savepoint that the job should stop with failed, and the sources have stopped:"
                        + " checkpoint="
                        + checkpointId
                        + ": "
                        + reason
                        + ". The job goes on from its last checkpoint; ask for the stop again.");
    }

    /** The record has another revision than the one that this attempt knows. */
    static StreamException ofFence(long revision) {
        return new StreamException(
                ErrorCode.HELD_BY_OTHER,
                "Somebody else has changed the job's record, so this attempt is not the one any more:"
                        + " revision="
                        + revision
                        + ". Run the job once at a time.");
    }
}
