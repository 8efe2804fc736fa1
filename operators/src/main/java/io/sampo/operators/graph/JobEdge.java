/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.graph;

import io.sampo.core.id.OperatorId;
import org.jspecify.annotations.Nullable;

/**
 * A link between two chains: channels from the subtasks of one to those of the other.
 *
 * @param from the sending chain
 * @param fromOperator place of the sending operator in its chain
 * @param sideOutput the side output that is sent; null for the main one
 * @param to the receiving chain
 * @param input the logical input of the receiving chain's head, from 0; a union has several edges
 *     with the same input
 * @param partitioner the serialized {@link io.sampo.operators.partition.Partitioner}
 * @param pointwise whether each subtask is linked to its neighbours only, and not to all: see
 *     {@link io.sampo.operators.partition.Partitioner#areNeighbours}
 * @param sorted whether the receiver takes nothing from it before all its input has come, and then
 *     key by key: bounded mode
 */
@SuppressWarnings("ArrayRecordComponent") // made once, never changed or compared
public record JobEdge(
        OperatorId from,
        int fromOperator,
        @Nullable String sideOutput,
        OperatorId to,
        int input,
        byte[] partitioner,
        boolean pointwise,
        boolean sorted) {}
