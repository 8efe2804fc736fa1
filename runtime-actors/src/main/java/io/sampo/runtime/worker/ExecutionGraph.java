/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.worker;

import io.sampo.core.error.StreamException;
import io.sampo.core.id.OperatorId;
import io.sampo.core.id.SubtaskId;
import io.sampo.operators.graph.ExecutionSettings;
import io.sampo.operators.graph.JobEdge;
import io.sampo.operators.graph.JobGraph;
import io.sampo.operators.graph.JobVertex;
import io.sampo.operators.partition.Partitioner;
import io.sampo.runtime.exchange.ChannelEnd;
import io.sampo.runtime.exchange.InputChannel;
import io.sampo.runtime.exchange.LocalChannel;
import io.sampo.runtime.exchange.OutputChannel;
import io.sampo.runtime.subtask.SubtaskDeployment;
import io.sampo.runtime.subtask.SubtaskDeployment.IncomingChannel;
import io.sampo.runtime.subtask.SubtaskDeployment.OutgoingEdge;
import io.sampo.runtime.subtask.SubtaskServices;
import io.sampo.runtime.subtask.SubtaskShell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What a node has of one attempt of a job laid out: its subtasks, and their channels. All channels
 * of the attempt are numbered, in the same order on all nodes.
 */
@SuppressWarnings("NullAway") // maps by subtask hold all subtasks of this node
final class ExecutionGraph {
    private final JobGraph job;
    private final Neighbours neighbours;
    private final Consumer<StreamException> onBroken;
    private final int credits;
    private final Map<SubtaskId, SubtaskShell> shells = new LinkedHashMap<>();
    private final Map<SubtaskId, List<IncomingChannel>> incoming = new LinkedHashMap<>();
    private final Map<SubtaskId, List<OutgoingEdge>> outgoing = new LinkedHashMap<>();

    /** For each subtask that sorts. */
    private final long sortMemory;

    private int channels;

    /**
     * Lays out the subtasks that are here.
     *
     * @param credits frames on a channel within this process
     * @param onBroken told, by any thread, of a channel to another node that is of no use any more
     */
    ExecutionGraph(
            JobGraph job,
            int attempt,
            SubtaskServices services,
            Neighbours neighbours,
            int credits,
            Consumer<StreamException> onBroken) {
        this.job = job;
        this.neighbours = neighbours;
        this.onBroken = onBroken;
        this.credits = credits;
        for (JobVertex vertex : job.vertices()) {
            for (int index = 0; index < vertex.parallelism(); index++) {
                SubtaskId id = new SubtaskId(vertex.id(), index);
                if (neighbours.isHere(id)) {
                    shells.put(id, new SubtaskShell(id, vertex, attempt, services));
                    incoming.put(id, new ArrayList<>());
                    outgoing.put(id, new ArrayList<>());
                }
            }
        }
        job.edges().forEach(this::connect);
        long sorting =
                incoming.values().stream()
                        .filter(channels -> channels.stream().anyMatch(IncomingChannel::sorted))
                        .count();
        sortMemory = ExecutionSettings.from(job.settings()).sortMemory() / Math.max(1, sorting);
    }

    private void connect(JobEdge edge) {
        JobVertex from = vertex(edge.from());
        JobVertex to = vertex(edge.to());
        for (int sender = 0; sender < from.parallelism(); sender++) {
            SubtaskId sending = new SubtaskId(edge.from(), sender);
            List<OutputChannel> sent = new ArrayList<>();
            for (int receiver = 0; receiver < to.parallelism(); receiver++) {
                if (!edge.pointwise()
                        || Partitioner.areNeighbours(
                                sender, from.parallelism(), receiver, to.parallelism())) {
                    connect(edge, sending, new SubtaskId(edge.to(), receiver), sent);
                }
            }
            if (shells.containsKey(sending)) {
                outgoing.get(sending).add(new OutgoingEdge(edge, sent, to.maxParallelism()));
            }
        }
    }

    private void connect(
            JobEdge edge, SubtaskId sending, SubtaskId receiving, List<OutputChannel> sent) {
        int number = channels++;
        SubtaskShell sender = shells.get(sending);
        SubtaskShell receiver = shells.get(receiving);
        String name = sending + " -> " + receiving;
        if (sender != null && receiver != null) {
            LocalChannel channel =
                    new LocalChannel(name, credits, sender.doorbell(), receiver.doorbell());
            sent.add(channel);
            receive(edge, receiving, channel);
        } else if (sender != null) {
            sent.add(neighbours.sender(receiving, number, endAt(sender, name)));
        } else if (receiver != null) {
            receive(edge, receiving, neighbours.receiver(sending, number, endAt(receiver, name)));
        }
    }

    private void receive(JobEdge edge, SubtaskId receiving, InputChannel channel) {
        incoming.get(receiving).add(new IncomingChannel(channel, edge.input(), edge.sorted()));
    }

    private ChannelEnd endAt(SubtaskShell shell, String name) {
        return new ChannelEnd(
                name, shell.serialization().forWire("channel " + name), shell.doorbell(), onBroken);
    }

    private JobVertex vertex(OperatorId id) {
        for (JobVertex vertex : job.vertices()) {
            if (vertex.id().equals(id)) {
                return vertex;
            }
        }
        throw new IllegalArgumentException("An edge names a chain that is not there: chain=" + id);
    }

    /** Returns the subtasks that are here, those of sources first. */
    List<SubtaskShell> subtasks() {
        return List.copyOf(shells.values());
    }

    /** Returns what a subtask is to be started with. */
    SubtaskDeployment deploymentOf(SubtaskId id, RestoredState restored) {
        return new SubtaskDeployment(
                incoming.get(id),
                outgoing.get(id),
                restored.operators(),
                restored.finished(),
                sortMemory);
    }
}
