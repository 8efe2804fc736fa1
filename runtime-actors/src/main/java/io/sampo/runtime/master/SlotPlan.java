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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Deals a job's subtasks out to nodes. A slot holds one subtask of each chain, those with the same
 * index, so that a job needs as many slots as its highest parallelism, and what follows by forward
 * edges stays together.
 */
final class SlotPlan {
    private SlotPlan() {}

    /**
     * Returns where each subtask goes: evenly over the nodes, as far as there is room, and where
     * its state is, as far as that is even.
     *
     * @param free the free slots of each node
     * @param copies the indexes of the subtasks whose state a node has copies of
     * @throws StreamException with {@code RESOURCE_EXHAUSTED} if there are too few
     */
    static Placement place(
            JobGraph job, Map<NodeAddress, Integer> free, Map<NodeAddress, Set<Integer>> copies) {
        Optional<String> missing = missing(job, free);
        if (missing.isPresent()) {
            throw new StreamException(ErrorCode.RESOURCE_EXHAUSTED, missing.get());
        }
        List<NodeAddress> slots = slots(job.highestParallelism(), free, copies);
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

    /** Where copies are; what is left, one after the other to the node that has the fewest. */
    private static List<NodeAddress> slots(
            int wanted, Map<NodeAddress, Integer> free, Map<NodeAddress, Set<Integer>> copies) {
        Map<NodeAddress, Integer> taken = new TreeMap<>();
        free.keySet().forEach(node -> taken.put(node, 0));
        NodeAddress[] slots = new NodeAddress[wanted];
        long usable = free.values().stream().filter(count -> count > 0).count();
        long even = (wanted + usable - 1) / Math.max(1, usable);
        for (int i = 0; i < wanted; i++) {
            int index = i;
            slots[i] =
                    take(
                            taken,
                            node ->
                                    copies.getOrDefault(node, Set.of()).contains(index)
                                            && taken.getOrDefault(node, 0)
                                                    < Math.min(even, free.getOrDefault(node, 0)));
        }
        for (int i = 0; i < wanted; i++) {
            if (slots[i] == null) {
                slots[i] =
                        take(
                                taken,
                                node -> taken.getOrDefault(node, 0) < free.getOrDefault(node, 0));
            }
        }
        return List.of(slots);
    }

    /** Takes a slot of the node that has the fewest subtasks, of those that may; null if none. */
    private static @Nullable NodeAddress take(
            Map<NodeAddress, Integer> taken, Predicate<NodeAddress> may) {
        NodeAddress node =
                taken.entrySet().stream()
                        .filter(each -> may.test(each.getKey()))
                        .min(Map.Entry.comparingByValue())
                        .map(Map.Entry::getKey)
                        .orElse(null);
        if (node != null) {
            taken.merge(node, 1, Integer::sum);
        }
        return node;
    }
}
