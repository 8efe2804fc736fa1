/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.master;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.id.SubtaskId;
import io.sampo.operators.graph.JobGraph;
import io.sampo.operators.graph.JobVertex;
import io.sampo.runtime.exchange.NodeAddress;
import io.sampo.runtime.worker.Placement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Deals a job's subtasks out to nodes. A slot holds one subtask of each chain, those with the same
 * index, so that a job needs as many slots as its highest parallelism, and what follows by forward
 * edges stays together.
 */
final class SlotPlan {
    private SlotPlan() {}

    /**
     * Returns where each subtask goes: evenly over the nodes, as far as there is room.
     *
     * @param free the free slots of each node
     * @throws StreamException with {@code RESOURCE_EXHAUSTED} if there are too few
     */
    static Placement place(JobGraph job, Map<NodeAddress, Integer> free) {
        Optional<String> missing = missing(job, free);
        if (missing.isPresent()) {
            throw new StreamException(ErrorCode.RESOURCE_EXHAUSTED, missing.get());
        }
        List<NodeAddress> slots = slots(job.highestParallelism(), free);
        Map<SubtaskId, NodeAddress> nodes = new HashMap<>();
        for (JobVertex vertex : job.vertices()) {
            for (int index = 0; index < vertex.parallelism(); index++) {
                nodes.put(new SubtaskId(vertex.id(), index), slots.get(index));
            }
        }
        return new Placement(nodes);
    }

    /** Returns what is missing to run a job, for people; nothing if there is room for it. */
    static Optional<String> missing(JobGraph job, Map<NodeAddress, Integer> free) {
        int wanted = job.highestParallelism();
        int there = free.values().stream().mapToInt(Integer::intValue).sum();
        return there >= wanted
                ? Optional.empty()
                : Optional.of(
                        "There are too few free slots: job="
                                + job.name()
                                + " parallelism="
                                + wanted
                                + " free="
                                + there
                                + " nodes="
                                + new TreeMap<>(free)
                                + ". Start more nodes, end other jobs, or lower the parallelism.");
    }

    /** One slot after the other of the node that has taken the fewest. */
    private static List<NodeAddress> slots(int wanted, Map<NodeAddress, Integer> free) {
        Map<NodeAddress, Integer> taken = new TreeMap<>();
        free.keySet().forEach(node -> taken.put(node, 0));
        List<NodeAddress> slots = new ArrayList<>();
        while (slots.size() < wanted) {
            NodeAddress next =
                    taken.entrySet().stream()
                            .filter(node -> node.getValue() < free.getOrDefault(node.getKey(), 0))
                            .min(Map.Entry.comparingByValue())
                            .orElseThrow()
                            .getKey();
            taken.merge(next, 1, Integer::sum);
            slots.add(next);
        }
        return slots;
    }
}
