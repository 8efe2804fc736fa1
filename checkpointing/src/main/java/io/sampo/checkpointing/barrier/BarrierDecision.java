/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.barrier;

import io.sampo.core.element.CheckpointBarrier;
import java.util.BitSet;

/** What to do about a barrier that was taken from a channel. */
public sealed interface BarrierDecision {
    /** Drop the barrier and go on: its checkpoint is over already. */
    enum Ignore implements BarrierDecision {
        /** The one instance. */
        INSTANCE
    }

    /**
     * Wait for the barrier on the other channels. Whether the channel it came from is held back
     * meanwhile, {@link BarrierHandler#isBlocked} says.
     *
     * @param barrier the barrier that others are waited for with
     * @param abandoned the newest older checkpoint that this one ended; it and all before it must
     *     be given up here; {@link BarrierHandler#NONE} if there was none
     * @param unblocked channels that were held back for that older checkpoint and no longer are
     */
    record Await(CheckpointBarrier barrier, long abandoned, BitSet unblocked)
            implements BarrierDecision {}

    /**
     * All channels delivered the barrier: prepare, send it on and take the snapshot, now; then go
     * on with all channels.
     *
     * @param barrier the barrier
     * @param abandoned as in {@link Await}
     * @param unblocked channels that were held back and no longer are
     * @param alignmentNanos between the first and the last barrier
     */
    record Snapshot(
            CheckpointBarrier barrier, long abandoned, BitSet unblocked, long alignmentNanos)
            implements BarrierDecision {}
}
