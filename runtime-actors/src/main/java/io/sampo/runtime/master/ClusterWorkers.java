/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.master;

import io.sampo.core.id.SubtaskId;
import io.sampo.operators.graph.JobGraph;
import io.sampo.runtime.exchange.NodeAddress;
import io.sampo.runtime.protocol.MessageSize;
import io.sampo.runtime.worker.Placement;
import io.sampo.runtime.worker.RestoredState;
import io.sampo.runtime.worker.WorkerHost;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/**
 * The nodes of a cluster, for the subtasks of one job.
 *
 * @param runId names the job and its present master; attempts count up under it
 * @param jars the content hashes of the job's jars
 * @param nodes tells which nodes there are, and what they have room for
 * @param placed told where the subtasks of an attempt go
 */
public record ClusterWorkers(
        String runId,
        List<String> jars,
        Supplier<List<WorkerHost.Description>> nodes,
        Consumer<Placement> placed)
        implements Workers {
    @Override
    public Optional<String> missingFor(JobGraph job) {
        return SlotPlan.missing(job, free(nodes.get(), job));
    }

    @Override
    public Optional<String> missingWithout(ActorRef<WorkerHost.Command> leaving, JobGraph job) {
        List<WorkerHost.Description> others =
                nodes.get().stream().filter(node -> !node.host().equals(leaving)).toList();
        return SlotPlan.missing(job, free(others, job));
    }

    private static Map<NodeAddress, Integer> free(
            List<WorkerHost.Description> there, JobGraph job) {
        Map<NodeAddress, Integer> free = new HashMap<>();
        there.forEach(node -> free.put(node.node(), node.freeFor(job.name())));
        return free;
    }

    private static Map<NodeAddress, Set<Integer>> copies(
            List<WorkerHost.Description> there, String job) {
        Map<NodeAddress, Set<Integer>> copies = new HashMap<>();
        there.forEach(node -> copies.put(node.node(), node.copies().getOrDefault(job, Set.of())));
        return copies;
    }

    @Override
    public List<ActorRef<?>> deploy(ActorContext<?> context, Order order) {
        List<WorkerHost.Description> there = nodes.get();
        Placement placement =
                SlotPlan.place(
                        order.job(), free(there, order.job()), copies(there, order.job().name()));
        // A node that was started again may be listed twice for a moment.
        Map<NodeAddress, ActorRef<WorkerHost.Command>> hosts = new HashMap<>();
        there.forEach(node -> hosts.put(node.node(), node.host()));
        hosts.keySet().retainAll(placement.used());
        Map<ActorRef<WorkerHost.Command>, WorkerHost.Deploy> shares = new LinkedHashMap<>();
        hosts.forEach((node, host) -> shares.put(host, share(order, placement, node)));
        for (WorkerHost.Deploy share : shares.values()) {
            MessageSize.check(
                    context.getSystem(),
                    share,
                    "the job, and operator lists that it goes on from; more nodes divide them");
        }
        placed.accept(placement);
        shares.forEach(ActorRef::tell);
        WorkerHost.RunBegins begins =
                new WorkerHost.RunBegins(order.job().name(), runId, order.attempt());
        for (WorkerHost.Description node : there) {
            if (!shares.containsKey(node.host())) {
                node.host().tell(begins);
            }
        }
        return List.copyOf(hosts.values());
    }

    private WorkerHost.Deploy share(Order order, Placement placement, NodeAddress node) {
        Map<SubtaskId, RestoredState> there = new HashMap<>(order.restored());
        there.keySet().removeIf(id -> !placement.of(id).equals(node));
        return new WorkerHost.Deploy(
                runId,
                order.job(),
                jars,
                order.attempt(),
                placement,
                there,
                order.restoredBase(),
                order.master());
    }
}
