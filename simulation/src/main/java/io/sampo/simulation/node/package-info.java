/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/** A process in a simulation: its actors, time, threads and files come from there. Start with {@link io.sampo.simulation.node.SimulatedNode}. */
@NullMarked
package io.sampo.simulation.node;

import org.jspecify.annotations.NullMarked;
