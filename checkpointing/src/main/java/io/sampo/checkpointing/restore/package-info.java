/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * From a stored checkpoint to what each subtask starts with: {@link
 * io.sampo.checkpointing.restore.CheckpointLoader} chooses the checkpoint, {@link
 * io.sampo.checkpointing.restore.StateAssigner} deals its state out to the subtasks of the new job.
 * Used while a job starts, by one thread; reading the files that the handles point to is the state
 * backends' part.
 */
@NullMarked
package io.sampo.checkpointing.restore;

import org.jspecify.annotations.NullMarked;
