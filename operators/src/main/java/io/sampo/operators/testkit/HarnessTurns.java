/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.testkit;

import io.sampo.operators.chain.DeferringOperator;
import io.sampo.operators.chain.OneInputOperator;
import io.sampo.operators.chain.TurnBudget;

/**
 * What the engine does around each call of an operator: brings what others have handed over, makes
 * calls that are due, lets answers out, and ends the operator once it has nothing left to do.
 */
final class HarnessTurns<I, O> {
    private final OneInputOperator<I, O> operator;
    private final HarnessContext context;
    private final int elementsPerTurn;
    private boolean ended;
    private boolean finished;

    HarnessTurns(OneInputOperator<I, O> operator, HarnessContext context, int elementsPerTurn) {
        this.operator = operator;
        this.context = context;
        this.elementsPerTurn = elementsPerTurn;
    }

    /** Something that is done with the operator. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    /** Does something with the operator; checked exceptions come out wrapped. */
    void run(Work work) {
        try {
            // What was handed over meanwhile came before this.
            takeMail();
            work.run();
            takeMail();
            finishIfDrained();
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Exception failure) {
            throw new OperatorFailedException(failure);
        }
    }

    private void takeMail() throws Exception {
        do {
            context.runMail();
            // What is asked for a time that is past happens at once.
            context.calls().advanceTo(context.clock().currentTimeMillis());
            emitDeferred();
        } while (context.hasMail());
    }

    private void emitDeferred() throws Exception {
        if (operator instanceof DeferringOperator<I, O> deferring) {
            while (deferring.emitDeferred(newTurn())) {}
        }
    }

    /** Returns the budget of a turn. */
    TurnBudget newTurn() {
        int[] left = {elementsPerTurn};
        // Used up for the rest of the turn: who goes on all the same does not end.
        return () -> left[0]-- <= 0;
    }

    /** Returns whether the operator takes no record now. */
    boolean isFull() {
        return operator instanceof DeferringOperator<I, O> deferring && deferring.isFull();
    }

    /** Nothing comes in any more. */
    void end() {
        ended = true;
        run(
                () -> {
                    if (operator instanceof DeferringOperator<I, O> deferring) {
                        deferring.endInput();
                    }
                });
    }

    /** Returns whether {@link #end} was called. */
    boolean hasEnded() {
        return ended;
    }

    private void finishIfDrained() throws Exception {
        boolean drained =
                !(operator instanceof DeferringOperator<I, O> deferring) || deferring.isDrained();
        if (ended && drained && !finished) {
            finished = true;
            operator.finish();
            context.runMail();
            context.calls().silence();
        }
    }

    /** Returns whether the operator has finished. */
    boolean isFinished() {
        return finished;
    }
}
