/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * Decides when the records of a channel must wait for a barrier. One {@link
 * io.sampo.checkpointing.barrier.BarrierHandler} per subtask with input channels, called only on the
 * subtask's thread. Not here: who starts checkpoints ({@code checkpointing.coordinator}), and where
 * bytes go ({@code checkpointing.storage}). Start with {@link
 * io.sampo.checkpointing.barrier.AlignedBarriers}.
 */
@NullMarked
package io.sampo.checkpointing.barrier;

import org.jspecify.annotations.NullMarked;
