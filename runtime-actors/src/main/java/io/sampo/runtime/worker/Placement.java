/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.worker;

import io.sampo.core.id.SubtaskId;
import io.sampo.runtime.exchange.NodeAddress;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which node runs each subtask of one attempt; all nodes have the same.
 *
 * @param nodes every subtask's node
 */
public record Placement(Map<SubtaskId, NodeAddress> nodes) {
    /** Copies the map. */
    public Placement {
        nodes = Map.copyOf(nodes);
    }

    /** Returns the node that runs a subtask. */
    public NodeAddress of(SubtaskId subtask) {
        NodeAddress node = nodes.get(subtask);
        if (node == null) {
            throw new IllegalArgumentException("A subtask without a node: subtask=" + subtask);
        }
        return node;
    }

    /** Returns the nodes that run something. */
    public Set<NodeAddress> used() {
        return new LinkedHashSet<>(nodes.values());
    }
}
