/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.storage;

/**
 * A checkpoint that counts, as the durable record names it.
 *
 * @param ref which
 * @param triggerMillis when it was started, wall-clock milliseconds
 * @param announced whether sinks commit on completion, so that from the moment the record named it
 *     output may have been committed for it, and going back behind it repeats that output
 */
public record CompletedCheckpoint(CheckpointRef ref, long triggerMillis, boolean announced) {}
