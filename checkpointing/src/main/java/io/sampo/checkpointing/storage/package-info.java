/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * What a checkpoint is on disk: its files, its metadata, the job's durable record that makes it count,
 * and when files are deleted. Names and places are decided in {@link
 * io.sampo.checkpointing.storage.CheckpointPaths} and nowhere else. All files are reached through
 * {@code core.io}. Start with {@link io.sampo.checkpointing.storage.CheckpointStorage} and {@link
 * io.sampo.checkpointing.storage.JobRecord}; both are called on I/O threads, never on a subtask's.
 */
@NullMarked
package io.sampo.checkpointing.storage;

import org.jspecify.annotations.NullMarked;
