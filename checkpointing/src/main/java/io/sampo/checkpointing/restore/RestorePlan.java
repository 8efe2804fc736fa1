/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.restore;

import io.sampo.core.id.OperatorId;
import java.util.List;
import java.util.Map;

/**
 * What every subtask starts with, and how it came about.
 *
 * @param subtasks by operator, then by index of the subtask; all operators of the job are there
 * @param mappings one line for each operator of job and checkpoint, for people to read
 */
public record RestorePlan(Map<OperatorId, List<RestoredSubtask>> subtasks, List<Mapping> mappings) {
    /** What became of the state of one operator. */
    public enum Outcome {
        /** Each subtask gets what the one of its index had. */
        UNCHANGED,
        /** The state is dealt out to another number of subtasks. */
        RESCALED,
        /** The checkpoint has no state for it. */
        STARTS_EMPTY,
        /** The checkpoint's state is left behind, if the user allows that. */
        DROPPED,
        /** The checkpoint's state cannot be taken; only in a {@link RestorePreview}. */
        REFUSED
    }

    /**
     * What became of the state of one operator.
     *
     * @param operator its identity
     * @param outcome what became of it
     * @param oldParallelism in the checkpoint; 0 if it is not there
     * @param newParallelism in the job; 0 if it is not there
     * @param keyedHandles how many keyed handles the checkpoint has for it
     * @param elements how many elements of operator state the checkpoint has for it
     */
    public record Mapping(
            OperatorId operator,
            Outcome outcome,
            int oldParallelism,
            int newParallelism,
            int keyedHandles,
            int elements) {}

    /** Returns what one operator starts with in one subtask. */
    public RestoredSubtask of(OperatorId operator, int index) {
        List<RestoredSubtask> restored = subtasks.get(operator);
        return restored == null ? RestoredSubtask.EMPTY : restored.get(index);
    }
}
