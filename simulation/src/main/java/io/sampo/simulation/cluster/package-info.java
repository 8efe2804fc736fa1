/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */

/**
 * Several nodes in one simulation: their processes, the network between them, and who counts as a
 * member. What a node runs is the engine's. Starting point: {@link
 * io.sampo.simulation.cluster.VirtualCluster}. Used by the thread that has the turn.
 */
@NullMarked
package io.sampo.simulation.cluster;

import org.jspecify.annotations.NullMarked;
