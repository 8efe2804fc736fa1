/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.chain;

/**
 * An operator whose results come later than the record that they belong to, such as the answers of
 * another system. It never waits: it says when it can take no more, and the engine gives it nothing
 * until that has changed. It is the head of its chain, so that nothing stands between it and the
 * channels that are held back.
 *
 * <p>What it holds must be in its state at each checkpoint. Watermarks and statuses come as they do
 * to every operator; it passes them on when everything before them has been emitted.
 *
 * @param <I> type of the input
 * @param <O> type of the output
 */
public interface DeferringOperator<I, O> extends OneInputOperator<I, O> {
    /**
     * Returns whether it can take no record now. Asked before each record, so cheap. Becomes true
     * only by a record, and false only by {@link #emitDeferred}.
     */
    boolean isFull();

    /**
     * Emits what is ready, until nothing is or the budget is used up. Called in every turn; what
     * makes something ready is a task of {@link OperatorContext#subtaskExecutor()} or a scheduled
     * call.
     *
     * @return whether something was emitted, or is left for the next turn
     * @throws Exception to fail the job
     */
    boolean emitDeferred(TurnBudget budget) throws Exception;

    /**
     * The input has ended: no record comes any more. Called once, before {@link #finish}, which
     * follows when {@link #isDrained} is true; scheduled calls come in between, checkpoints wait.
     *
     * @throws Exception to fail the job
     */
    void endInput() throws Exception;

    /** Returns whether it holds nothing any more. */
    boolean isDrained();
}
