/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * Who decides that a checkpoint starts, completes, fails or expires. {@link
 * io.sampo.checkpointing.coordinator.CheckpointCoordinator} is a plain object: events in, actions out,
 * no I/O, no clock, no thread. The actor around it carries the actions out and owns timers, addresses
 * and repetition. Confined to that actor.
 */
@NullMarked
package io.sampo.checkpointing.coordinator;

import org.jspecify.annotations.NullMarked;
