/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.subtask;

import io.sampo.core.id.OperatorId;
import io.sampo.operators.graph.JobEdge;
import io.sampo.runtime.exchange.InputChannel;
import io.sampo.runtime.exchange.OutputChannel;
import io.sampo.state.snapshot.OperatorSnapshot;
import java.util.List;
import java.util.Map;

/**
 * What one subtask is given when it is started.
 *
 * @param incoming its input channels
 * @param outgoing its outgoing edges
 * @param restored the state to go on from, by operator; empty at a new start
 * @param finished whether the subtask had processed all its data before the checkpoint
 * @param sortMemory bytes that it may use for sorting, if it has to
 */
public record SubtaskDeployment(
        List<IncomingChannel> incoming,
        List<OutgoingEdge> outgoing,
        Map<OperatorId, OperatorSnapshot> restored,
        boolean finished,
        long sortMemory) {
    /**
     * One input channel.
     *
     * @param channel the channel
     * @param input the logical input of the chain's head that it belongs to, from 0
     * @param sorted whether what it brings waits, to be sorted, until all input is there
     */
    public record IncomingChannel(InputChannel channel, int input, boolean sorted) {}

    /**
     * One edge, with its channels from this subtask.
     *
     * @param edge the edge
     * @param channels to the receiving subtasks that this one is linked to, in their order
     * @param maxParallelism number of key groups of the receiving chain
     */
    public record OutgoingEdge(
            JobEdge edge, List<? extends OutputChannel> channels, int maxParallelism) {}
}
