/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.subtask;

import io.sampo.checkpointing.barrier.BarrierDecision;
import io.sampo.checkpointing.barrier.BarrierHandler;
import io.sampo.core.element.CheckpointBarrier;
import io.sampo.operators.chain.OperatorChain;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The part of a subtask that deals with barriers: waits for them, takes the snapshot, sends the
 * barrier on, and lets the snapshot be stored on another thread. Confined to the subtask.
 */
final class SubtaskCheckpoints {
    private static final Logger LOG = LoggerFactory.getLogger(SubtaskCheckpoints.class);

    private final SubtaskShell shell;
    private final OperatorChain chain;
    private final SubtaskOutputs outputs;
    private final SubtaskSnapshots snapshots;
    private final SubtaskInput input;
    private final Consumer<SubtaskEvent> events;

    private boolean dataEnded;
    private long newestTaken;
    private long newestCompleted;
    private long newestCommitted;

    SubtaskCheckpoints(
            SubtaskShell shell,
            OperatorChain chain,
            SubtaskOutputs outputs,
            SubtaskSnapshots snapshots,
            SubtaskInput input,
            Consumer<SubtaskEvent> events) {
        this.shell = shell;
        this.chain = chain;
        this.outputs = outputs;
        this.snapshots = snapshots;
        this.input = input;
        this.events = events;
    }

    /** A barrier was taken from a channel. */
    void onBarrier(int channel, CheckpointBarrier barrier) throws Exception {
        BarrierDecision decision =
                input.onBarrier(channel, barrier, shell.services().clock().nanoTime());
        if (decision instanceof BarrierDecision.Await await) {
            giveUp(await.abandoned());
        } else if (decision instanceof BarrierDecision.Snapshot snapshot) {
            giveUp(snapshot.abandoned());
            take(barrier, snapshot.alignmentNanos());
        }
    }

    /** A source was told to begin a checkpoint. */
    void onTrigger(CheckpointBarrier barrier) throws Exception {
        if (barrier.checkpointId() > newestTaken) {
            take(barrier, 0);
        }
    }

    private void take(CheckpointBarrier barrier, long alignmentNanos) throws Exception {
        long id = barrier.checkpointId();
        newestTaken = id;
        chain.prepareSnapshot(id);
        @Nullable Runnable storing = null;
        try {
            chain.snapshotState(id);
            storing = snapshots.mark(barrier, alignmentNanos, dataEnded, events);
        } catch (Exception e) {
            decline(id, e);
        }
        outputs.control(barrier);
        if (storing != null) {
            shell.services().ioExecutor().execute(storing);
        }
    }

    private void decline(long checkpointId, Exception reason) {
        LOG.warn("Snapshot failed: subtask={} checkpoint={}", shell.id(), checkpointId, reason);
        events.accept(
                new SubtaskEvent.SnapshotDeclined(
                        shell.id(), shell.attempt(), checkpointId, reason));
    }

    private void giveUp(long abandoned) {
        if (abandoned != BarrierHandler.NONE) {
            chain.checkpointAborted(abandoned);
        }
    }

    /** The checkpoint will not complete: whatever waits for it goes on. */
    void aborted(long checkpointId) {
        input.abort(checkpointId);
        snapshots.cancel(checkpointId);
        chain.checkpointAborted(checkpointId);
    }

    /** The checkpoint is complete. Told late, or again, it does nothing but answer. */
    void completed(long checkpointId, boolean commit) throws Exception {
        if (checkpointId > newestCompleted) {
            newestCompleted = checkpointId;
            snapshots.completed(checkpointId);
        }
        if (!commit) {
            return;
        }
        if (checkpointId > newestCommitted) {
            newestCommitted = checkpointId;
            chain.checkpointCompleted(checkpointId);
        }
        events.accept(new SubtaskEvent.Committed(shell.id(), shell.attempt(), checkpointId));
    }

    /** All data has been processed. */
    void dataEnded() {
        dataEnded = true;
        events.accept(new SubtaskEvent.DataEnded(shell.id(), shell.attempt()));
    }
}
