/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/** The order in which everything in a simulation happens, and its time. Start with {@link io.sampo.simulation.schedule.VirtualScheduler}. */
@NullMarked
package io.sampo.simulation.schedule;

import org.jspecify.annotations.NullMarked;
