/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/** Whole jobs under a seed. Start with {@link io.sampo.simulation.Simulation}. */
@NullMarked
package io.sampo.simulation;

import org.jspecify.annotations.NullMarked;
