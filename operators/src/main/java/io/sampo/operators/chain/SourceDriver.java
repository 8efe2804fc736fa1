/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.chain;

/**
 * The head of a chain that has no input channels: it makes records itself. Told of splits and
 * checkpoints by the runtime, on the subtask's thread.
 *
 * @param <O> type of what it emits
 */
public interface SourceDriver<O> extends Operator<O> {
    /** What a call of {@link #emitNext} found. */
    enum Status {
        /** There may be more at once. */
        MORE,
        /** Nothing now; {@link OperatorContext#wakeUp()} will be called when that changes. */
        NOTHING_NOW,
        /** All input is read, and none will come. */
        END
    }

    /**
     * Emits records until there are none or the budget is used up. Must not block.
     *
     * @throws Exception to fail the job
     */
    Status emitNext(TurnBudget budget) throws Exception;

    /**
     * Takes splits that the enumerator assigned, serialized with the job's state serialization.
     *
     * @throws Exception to fail the job
     */
    void addSplits(java.util.List<byte[]> splits) throws Exception;

    /** No more splits will come. */
    void noMoreSplits();

    /**
     * The watermark must not pass {@code timestamp} until told otherwise: splits from there on are
     * not assigned yet.
     */
    void capWatermark(long timestamp);

    /**
     * Nothing more is to be read while the watermark is above {@code timestamp}, for the sake of
     * other sources that it is aligned with; replaces what was said before.
     */
    void limitWatermark(long timestamp);

    /**
     * Emits the last watermark of all, before {@link #finish}; not called when a job stops early.
     */
    void endEventTime();
}
