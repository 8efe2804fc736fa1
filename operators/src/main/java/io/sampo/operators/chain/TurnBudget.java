/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.chain;

/** Tells a loop of the engine when to stop and go on in a later turn. */
@FunctionalInterface
public interface TurnBudget {
    /**
     * Returns whether to stop before the next element: there is no credit left, or the turn has
     * lasted long enough. Cheap; to be asked before every element.
     */
    boolean exhausted();

    /** A budget that never ends, for tests and for the end of a job. */
    TurnBudget UNLIMITED = () -> false;
}
