/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.barrier;

import io.sampo.core.element.CheckpointBarrier;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Exactly once (SEMANTICS rule 47): a channel that delivered the barrier is held back until all
 * have, so that no record from behind the barrier gets into the snapshot. A barrier of a newer
 * checkpoint ends the one that waits; an older one is ignored.
 */
public final class AlignedBarriers implements BarrierHandler {
    private final int channels;

    /** Those that delivered the pending barrier, which are those held back. */
    private final BitSet blocked;

    private @Nullable CheckpointBarrier pending;
    private int delivered;
    private long startedNanos;

    /** The highest id that is over here: taken, ended by a newer one, or aborted. */
    private long settled = NONE;

    /** Creates the handler of a subtask with that many input channels, at least one. */
    public AlignedBarriers(int channels) {
        if (channels < 1) {
            throw new IllegalArgumentException(
                    "Barriers are aligned over at least one channel: channels=" + channels);
        }
        this.channels = channels;
        blocked = new BitSet(channels);
    }

    @Override
    public BarrierDecision onBarrier(int channel, CheckpointBarrier barrier, long nowNanos) {
        long id = barrier.checkpointId();
        long current = pendingCheckpoint();
        if (id <= settled || id < current) {
            return BarrierDecision.Ignore.INSTANCE;
        }
        long abandoned = NONE;
        BitSet unblocked = new BitSet();
        if (id != current) {
            abandoned = current;
            unblocked = release();
            pending = barrier;
            startedNanos = nowNanos;
        } else if (blocked.get(channel)) {
            throw new StreamException(
                    ErrorCode.INTERNAL,
                    "A channel delivered a barrier twice: channel="
                            + channel
                            + " checkpoint="
                            + id
                            + ". This is a bug of the engine; the job goes on from its last checkpoint.");
        }
        delivered++;
        if (delivered < channels) {
            blocked.set(channel);
            unblocked.clear(channel);
            return new BarrierDecision.Await(barrier, abandoned, unblocked);
        }
        unblocked.or(release());
        settled = id;
        return new BarrierDecision.Snapshot(barrier, abandoned, unblocked, nowNanos - startedNanos);
    }

    @Override
    public BitSet abort(long checkpointId) {
        settled = Math.max(settled, checkpointId);
        return pendingCheckpoint() <= settled ? release() : new BitSet();
    }

    private BitSet release() {
        BitSet released = (BitSet) blocked.clone();
        blocked.clear();
        pending = null;
        delivered = 0;
        return released;
    }

    @Override
    public boolean isBlocked(int channel) {
        return blocked.get(channel);
    }

    @Override
    public long pendingCheckpoint() {
        return pending == null ? NONE : pending.checkpointId();
    }

    @Override
    public long pendingNanos(long nowNanos) {
        return pending == null ? 0 : nowNanos - startedNanos;
    }
}
