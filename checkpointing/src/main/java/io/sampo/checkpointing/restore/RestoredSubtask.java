/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.restore;

import io.sampo.state.snapshot.OperatorSnapshot;

/**
 * What one operator starts with in one subtask.
 *
 * @param snapshot its state; the keyed handles may hold more key groups than the subtask owns
 * @param finished whether it had seen the end of its input and emitted its last records: it must
 *     not do so again
 */
public record RestoredSubtask(OperatorSnapshot snapshot, boolean finished) {
    /** What a subtask without a past starts with. */
    public static final RestoredSubtask EMPTY = new RestoredSubtask(OperatorSnapshot.EMPTY, false);
}
