/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.master;

import io.sampo.checkpointing.restore.RestorePlan;
import io.sampo.checkpointing.restore.RestoredSubtask;
import io.sampo.core.id.OperatorId;
import io.sampo.core.id.SubtaskId;
import io.sampo.operators.graph.ExecutionSettings;
import io.sampo.operators.graph.JobEdge;
import io.sampo.operators.graph.JobGraph;
import io.sampo.operators.graph.JobVertex;
import io.sampo.operators.graph.JobVertex.ChainedOperator;
import io.sampo.operators.partition.Partitioner;
import io.sampo.runtime.exchange.LocalChannel;
import io.sampo.runtime.exchange.OutputChannel;
import io.sampo.runtime.subtask.SubtaskDeployment;
import io.sampo.runtime.subtask.SubtaskDeployment.IncomingChannel;
import io.sampo.runtime.subtask.SubtaskDeployment.OutgoingEdge;
import io.sampo.runtime.subtask.SubtaskServices;
import io.sampo.runtime.subtask.SubtaskShell;
import io.sampo.state.snapshot.OperatorSnapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One attempt of a job laid out: its subtasks, and the channels between them. */
@SuppressWarnings("NullAway") // maps by subtask hold all subtasks
final class ExecutionGraph {
    private final JobGraph job;
    private final int credits;
    private final Map<SubtaskId, SubtaskShell> shells = new LinkedHashMap<>();
    private final Map<SubtaskId, List<IncomingChannel>> incoming = new LinkedHashMap<>();
    private final Map<SubtaskId, List<OutgoingEdge>> outgoing = new LinkedHashMap<>();

    private final @Nullable RestorePlan restored;

    /** For each subtask that sorts. */
    private final long sortMemory;

    ExecutionGraph(
            JobGraph job,
            int attempt,
            SubtaskServices services,
            int credits,
            @Nullable RestorePlan restored) {
        this.job = job;
        this.credits = credits;
        this.restored = restored;
        for (JobVertex vertex : job.vertices()) {
            for (int index = 0; index < vertex.parallelism(); index++) {
                SubtaskId id = new SubtaskId(vertex.id(), index);
                shells.put(id, new SubtaskShell(id, vertex, attempt, services));
                incoming.put(id, new ArrayList<>());
                outgoing.put(id, new ArrayList<>());
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
            List<OutputChannel> channels = new ArrayList<>();
            for (int receiver = 0; receiver < to.parallelism(); receiver++) {
                if (!edge.pointwise()
                        || Partitioner.areNeighbours(
                                sender, from.parallelism(), receiver, to.parallelism())) {
                    channels.add(channel(edge, sending, new SubtaskId(edge.to(), receiver)));
                }
            }
            outgoing.get(sending).add(new OutgoingEdge(edge, channels, to.maxParallelism()));
        }
    }

    private LocalChannel channel(JobEdge edge, SubtaskId sending, SubtaskId receiving) {
        LocalChannel channel =
                new LocalChannel(
                        sending + " -> " + receiving,
                        credits,
                        shells.get(sending).doorbell(),
                        shells.get(receiving).doorbell());
        incoming.get(receiving).add(new IncomingChannel(channel, edge.input(), edge.sorted()));
        return channel;
    }

    private JobVertex vertex(OperatorId id) {
        for (JobVertex vertex : job.vertices()) {
            if (vertex.id().equals(id)) {
                return vertex;
            }
        }
        throw new IllegalArgumentException("An edge names a chain that is not there: chain=" + id);
    }

    /** Returns all subtasks, those of sources first. */
    List<SubtaskShell> subtasks() {
        return List.copyOf(shells.values());
    }

    /** Returns what a subtask is to be started with. */
    SubtaskDeployment deploymentOf(SubtaskId id) {
        Map<OperatorId, OperatorSnapshot> state = new LinkedHashMap<>();
        boolean finished = false;
        if (restored != null) {
            for (ChainedOperator operator : vertex(id.chain()).operators()) {
                RestoredSubtask past = restored.of(operator.id(), id.index());
                state.put(operator.id(), past.snapshot());
                finished |= past.finished();
            }
        }
        return new SubtaskDeployment(
                incoming.get(id), outgoing.get(id), state, finished, sortMemory);
    }
}
