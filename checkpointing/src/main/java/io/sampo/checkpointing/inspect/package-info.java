/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * What is in a checkpoint or savepoint, without its job and without the classes of its records:
 * {@link io.sampo.checkpointing.inspect.CheckpointInspector} reads it into a {@link
 * io.sampo.checkpointing.inspect.CheckpointSummary}. The command {@code sampo savepoint inspect}
 * prints one.
 */
@NullMarked
package io.sampo.checkpointing.inspect;

import org.jspecify.annotations.NullMarked;
