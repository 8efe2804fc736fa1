/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.cache;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.state.ordered.OrderedStore;
import io.sampo.state.ordered.StoreCheckpoint;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one epoch on their way from the barrier into a checkpoint of the store: first all of
 * them are written, then the store is asked for its checkpoint. One thread does so, whichever comes
 * first: that of the snapshot, or the subtask's, if it cannot go on without, or if the snapshot was
 * cancelled.
 *
 * <pre>
 *   NEW ── claimed ──▶ RUNNING ── rows written, checkpoint taken or failed ──▶ OVER
 * </pre>
 */
final class Mark {
    private static final int SLICE = 256;

    private enum State {
        NEW,
        RUNNING,
        OVER
    }

    private final int epoch;
    private final long checkpointId;
    private final RowWriter writer;
    private final OrderedStore store;
    private final AtomicReference<State> state = new AtomicReference<>(State.NEW);
    private final AtomicReference<@Nullable StoreCheckpoint> checkpoint = new AtomicReference<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final CountDownLatch overOrCancelled = new CountDownLatch(1);
    private volatile boolean cancelled;
    private volatile @Nullable Throwable writeFailure;
    private volatile @Nullable Throwable checkpointFailure;

    // by whoever claimed the mark, and by the subtask when it is over
    private @Nullable CacheRow[] rows;
    private int position;

    // by the subtask alone
    private boolean claimedBySubtask;

    Mark(
            int epoch,
            long checkpointId,
            @Nullable CacheRow[] rows,
            RowWriter writer,
            OrderedStore store) {
        this.epoch = epoch;
        this.checkpointId = checkpointId;
        this.rows = rows;
        this.writer = writer;
        this.store = store;
    }

    int epoch() {
        return epoch;
    }

    boolean isOver() {
        return state.get() == State.OVER;
    }

    boolean isCancelled() {
        return cancelled;
    }

    /** Returns what kept the rows from being written, if something did: the store has lost them. */
    @Nullable Throwable writeFailure() {
        return writeFailure;
    }

    /** Returns why there is no checkpoint of the store although the rows were written. */
    @Nullable Throwable checkpointFailure() {
        return checkpointFailure;
    }

    /** Returns the checkpoint, at the first call; null if there is none (any more). */
    @Nullable StoreCheckpoint takeCheckpoint() {
        return checkpoint.getAndSet(null);
    }

    /** Returns the rows of a mark that is over, and lets go of them. Some places may be empty. */
    @Nullable CacheRow[] takeRows() {
        @Nullable CacheRow[] all = rows;
        rows = new @Nullable CacheRow[0];
        return all;
    }

    /**
     * Does all there is to do, or waits until it is done; for the thread of the snapshot.
     *
     * @throws CancellationException if nothing needs to be done by this thread
     */
    void run() {
        if (!cancelled && state.compareAndSet(State.NEW, State.RUNNING)) {
            writeAll();
        } else {
            await(overOrCancelled);
        }
        if (cancelled) {
            discardCheckpoint();
            throw new CancellationException(
                    "The snapshot was cancelled: checkpoint=" + checkpointId);
        }
    }

    /** Does all there is to do, or waits until it is done; for the subtask. */
    void complete() {
        if (claim()) {
            writeAll();
        } else {
            await(over);
        }
    }

    /** Writes a few rows of a cancelled mark, which nobody else may ever do; for the subtask. */
    void completeSome() {
        if (claim()) {
            writeSlice();
            if (isWritten()) {
                finish();
            }
        }
    }

    /** Makes a checkpoint unwanted. The rows are written all the same. */
    void cancel() {
        cancelled = true;
        overOrCancelled.countDown();
        if (isOver()) {
            discardCheckpoint();
        }
    }

    /** Lets go of everything, unwritten; waits for the thread that is writing, if there is one. */
    void abandon() {
        cancel();
        if (claim()) {
            position = rows.length;
            finish();
        } else {
            await(over);
        }
    }

    private boolean claim() {
        if (!claimedBySubtask) {
            claimedBySubtask = state.compareAndSet(State.NEW, State.RUNNING);
        }
        return claimedBySubtask && !isOver();
    }

    private void writeAll() {
        while (!isWritten()) {
            writeSlice();
        }
        finish();
    }

    private boolean isWritten() {
        return position >= rows.length || writeFailure != null;
    }

    private void writeSlice() {
        int end = Math.min(rows.length, position + SLICE);
        try {
            for (int i = position; i < end; i++) {
                CacheRow row = rows[i];
                if (row != null && row.epoch == epoch) {
                    row.write(writer);
                }
            }
            writer.flush();
            position = end;
        } catch (RuntimeException | Error failure) {
            writeFailure = failure;
        }
    }

    private void finish() {
        try {
            if (writeFailure == null && !cancelled) {
                checkpoint.set(store.checkpoint(checkpointId));
            }
        } catch (RuntimeException | Error failure) {
            checkpointFailure = failure;
        } finally {
            state.set(State.OVER);
            over.countDown();
            overOrCancelled.countDown();
        }
        if (cancelled) {
            discardCheckpoint();
        }
    }

    private void discardCheckpoint() {
        StoreCheckpoint unwanted = takeCheckpoint();
        if (unwanted != null) {
            unwanted.close();
        }
    }

    private void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StreamException(
                    ErrorCode.CANCELLED,
                    "Interrupted while waiting for rows to be written: checkpoint=" + checkpointId,
                    interrupted);
        }
    }
}
