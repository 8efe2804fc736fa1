/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.chain;

/**
 * One parallel instance of an operator. All methods are called on the subtask's thread, in this
 * order: {@link #open}; then, in any order, the processing methods of the kind of operator and the
 * checkpoint methods; {@link #finish} at the end of the input, after which checkpoints still come;
 * {@link #close} always and last.
 *
 * @param <O> type of what it emits
 */
public interface Operator<O> extends AutoCloseable {
    /**
     * Called once, with state restored. May block.
     *
     * @throws Exception to fail the job
     */
    void open(OperatorContext context, Output<O> output) throws Exception;

    /**
     * Called before barrier {@code checkpointId} is sent on: the last chance to emit records that
     * belong to the checkpoint. Sinks flush and pre-commit here. May block.
     *
     * @throws Exception to fail the job
     */
    default void prepareSnapshot(long checkpointId) throws Exception {}

    /**
     * Called after {@link #prepareSnapshot} of the whole chain: put what is not yet in state into
     * operator state. Must not emit.
     *
     * @throws Exception to fail the checkpoint
     */
    default void snapshotState(long checkpointId) throws Exception {}

    /**
     * The checkpoint, and with it every earlier one, is complete. May come late, and not for every
     * checkpoint. Sinks commit here; may block.
     *
     * @throws Exception to fail the job
     */
    default void checkpointCompleted(long checkpointId) throws Exception {}

    /** The checkpoint will never complete; a later one takes over what it held. */
    default void checkpointAborted(long checkpointId) {}

    /**
     * The input has ended, and all event time has passed. Emit what is left.
     *
     * @throws Exception to fail the job
     */
    default void finish() throws Exception {}

    /**
     * Lets go of everything. Called once, also when {@link #open} failed.
     *
     * @throws Exception to be logged
     */
    @Override
    default void close() throws Exception {}
}
