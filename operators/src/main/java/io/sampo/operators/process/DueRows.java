/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.process;

import io.sampo.operators.chain.TurnBudget;

/**
 * State that the watermark makes due without a timer for each key. Belongs to one {@link
 * KeyedTimers}, and is called on the subtask's thread.
 */
public interface DueRows {
    /** Nothing is ever due. */
    DueRows NONE =
            new DueRows() {
                @Override
                public long nextTimestamp() {
                    return Long.MAX_VALUE;
                }

                @Override
                public boolean fire(TurnBudget budget) {
                    return true;
                }
            };

    /** Returns when something is due next; {@code Long.MAX_VALUE} if there is nothing. */
    long nextTimestamp();

    /**
     * Fires what is due at the {@link #nextTimestamp}, until that is done or the budget is used up;
     * then goes on in the next call. Between two calls the operator gets no record and is not
     * stored.
     *
     * @return whether it is done
     * @throws Exception to fail the job
     */
    boolean fire(TurnBudget budget) throws Exception;
}
