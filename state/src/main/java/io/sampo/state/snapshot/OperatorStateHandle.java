/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.snapshot;

import java.util.List;
import java.util.Map;

/**
 * The snapshot of the operator (not keyed) state of one operator in one subtask: for each list its
 * serialized elements, and how they are dealt out when the parallelism changes.
 *
 * @param lists by name
 */
public record OperatorStateHandle(Map<String, Listing> lists) {
    /** A handle without state. */
    public static final OperatorStateHandle EMPTY = new OperatorStateHandle(Map.of());

    /** How a list is dealt out to the subtasks on restore. */
    public enum Distribution {
        /** Its elements are divided among the subtasks. */
        SPLIT,
        /** Every subtask gets the elements of all. */
        UNION,
        /** All subtasks hold the same; every one gets one copy. */
        BROADCAST
    }

    /**
     * One list.
     *
     * @param distribution how it is dealt out
     * @param elements each serialized by itself
     */
    public record Listing(Distribution distribution, List<byte[]> elements) {}
}
