/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.barrier;

import io.sampo.core.element.CheckpointBarrier;
import java.util.BitSet;

/**
 * Follows the barriers that arrive on the input channels of one subtask, numbered from 0, and says
 * when to hold a channel back and when to take the snapshot. Confined to the subtask's thread;
 * never blocks.
 *
 * <p>The handler is told of barriers only. The end of input is none of its business: it ends the
 * data of a channel, not the channel, and a finished channel still delivers every barrier
 * (SEMANTICS rule 47 as decided). So a checkpoint waits for a barrier on all channels, always.
 */
public interface BarrierHandler {
    /** Stands for "no checkpoint" where an id is asked for; ids are positive. */
    long NONE = 0;

    /**
     * Called when a barrier is taken from a channel, in the channel's order. What is decided holds
     * when the method returns: the caller carries it out before it takes another element from any
     * channel.
     *
     * @param channel it came from
     * @param nowNanos the time, for measuring the alignment
     * @throws io.sampo.core.error.StreamException with {@code INTERNAL} if the channel delivered
     *     the barrier of this checkpoint before
     */
    BarrierDecision onBarrier(int channel, CheckpointBarrier barrier, long nowNanos);

    /**
     * Called when the coordinator says, out of band, that checkpoint {@code checkpointId} will not
     * complete. It and all before it are over: their barriers are ignored from now on, those still
     * to arrive too.
     *
     * @return the channels that were held back and no longer are
     */
    BitSet abort(long checkpointId);

    /** Returns whether nothing may be taken from {@code channel}; changes with the two before. */
    boolean isBlocked(int channel);

    /** Returns the id of the newest checkpoint that waits for barriers, or {@link #NONE}. */
    long pendingCheckpoint();

    /**
     * Returns for how long the newest pending checkpoint has waited for its last barrier, in
     * nanoseconds; 0 if none is pending.
     */
    long pendingNanos(long nowNanos);
}
