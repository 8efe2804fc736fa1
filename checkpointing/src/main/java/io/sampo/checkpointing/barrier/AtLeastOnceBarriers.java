/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.barrier;

import io.sampo.core.element.CheckpointBarrier;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;

/**
 * At least once (SEMANTICS rule 48): barriers are counted and no channel is ever held back, so
 * records from behind a barrier may be in the snapshot, and are there a second time after a
 * restore. Several checkpoints may wait at a time; one that is taken ends all older ones.
 */
public final class AtLeastOnceBarriers implements BarrierHandler {
    /** More than this never wait in a job that aborts what expires; the oldest gives way. */
    static final int MAX_PENDING = 50;

    private final int channels;
    private final TreeMap<Long, Arrivals> pending = new TreeMap<>();
    private long settled = NONE;

    /** Creates the handler of a subtask with that many input channels, at least one. */
    public AtLeastOnceBarriers(int channels) {
        if (channels < 1) {
            throw new IllegalArgumentException(
                    "Barriers are counted over at least one channel: channels=" + channels);
        }
        this.channels = channels;
    }

    @Override
    public BarrierDecision onBarrier(int channel, CheckpointBarrier barrier, long nowNanos) {
        long id = barrier.checkpointId();
        if (id <= settled) {
            return BarrierDecision.Ignore.INSTANCE;
        }
        Arrivals arrivals = pending.computeIfAbsent(id, newId -> new Arrivals(channels, nowNanos));
        if (arrivals.from.get(channel)) {
            throw new StreamException(
                    ErrorCode.INTERNAL,
                    "A channel delivered a barrier twice: channel="
                            + channel
                            + " checkpoint="
                            + id
                            + ". This is a bug of the engine; the job goes on from its last checkpoint.");
        }
        arrivals.from.set(channel);
        if (arrivals.from.cardinality() < channels) {
            return new BarrierDecision.Await(barrier, dropBeyondLimit(), new BitSet());
        }
        long abandoned = olderThan(id);
        settle(id);
        return new BarrierDecision.Snapshot(
                barrier, abandoned, new BitSet(), nowNanos - arrivals.startedNanos);
    }

    private long olderThan(long id) {
        Map.Entry<Long, Arrivals> older = pending.lowerEntry(id);
        return older == null ? NONE : older.getKey();
    }

    private long dropBeyondLimit() {
        if (pending.size() <= MAX_PENDING) {
            return NONE;
        }
        long oldest = pending.firstKey();
        settle(oldest);
        return oldest;
    }

    @Override
    public BitSet abort(long checkpointId) {
        settle(checkpointId);
        return new BitSet();
    }

    private void settle(long id) {
        settled = Math.max(settled, id);
        pending.headMap(settled, true).clear();
    }

    @Override
    public boolean isBlocked(int channel) {
        return false;
    }

    @Override
    public long pendingCheckpoint() {
        return pending.isEmpty() ? NONE : pending.lastKey();
    }

    @Override
    public long pendingNanos(long nowNanos) {
        return pending.isEmpty() ? 0 : nowNanos - pending.lastEntry().getValue().startedNanos;
    }

    /** The channels that delivered one barrier. */
    private static final class Arrivals {
        final BitSet from;
        final long startedNanos;

        Arrivals(int channels, long startedNanos) {
            from = new BitSet(channels);
            this.startedNanos = startedNanos;
        }
    }
}
