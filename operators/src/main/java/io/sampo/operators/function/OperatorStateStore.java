/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.function;

import io.sampo.state.ListState;
import io.sampo.state.StateDescriptor;

/**
 * Hands out the state that a function has by subtask instead of by key (SEMANTICS rules 6 and 43).
 * Each name once, in {@link CheckpointedFunction#initializeState}; what it has handed out is to be
 * used on the subtask's thread, at any time.
 */
public interface OperatorStateStore {
    /** Returns whether the job goes on from a checkpoint; lists may be empty all the same. */
    boolean isRestored();

    /**
     * Returns a list that is divided: with the same parallelism each subtask gets back its own,
     * with another one the elements of all are dealt out in turn.
     *
     * @throws io.sampo.core.error.StreamException with {@code INVALID_PROGRAM} if the operator has
     *     a list of that name, {@code STATE_INCOMPATIBLE} if the restored one is not divided, or
     *     cannot be read
     */
    <T> ListState<T> getListState(StateDescriptor.Listing<T> descriptor);

    /**
     * Returns a list that every subtask gets back whole, with the elements of all. Whoever keeps
     * what is not its own stores it once more with the next snapshot.
     *
     * @throws io.sampo.core.error.StreamException as for {@link #getListState}
     */
    <T> ListState<T> getUnionListState(StateDescriptor.Listing<T> descriptor);
}
