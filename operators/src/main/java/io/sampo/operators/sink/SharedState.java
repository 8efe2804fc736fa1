/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.sink;

import java.util.List;

/**
 * What a sink keeps in checkpoints beside its committables. Each subtask stores elements of its
 * own; after a restore every subtask sees those of all, whatever the parallelism. Elements are
 * serialized as state is. Confined to the subtask's thread.
 *
 * @param <S> type of the elements
 */
public interface SharedState<S> {
    /** Returns what all subtasks had stored in the checkpoint, empty at a new start. */
    List<S> restored();

    /**
     * Replaces what this subtask stores, from the next checkpoint on; in {@code prepareCommit},
     * from the one that is being prepared.
     */
    void store(List<S> own);
}
