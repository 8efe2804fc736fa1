/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.storage;

import io.sampo.state.snapshot.SnapshotFiles;
import java.nio.file.Path;

/**
 * A checkpoint that was read.
 *
 * @param metadata what is in it
 * @param directory its directory
 * @param base the directory that the paths in its handles are relative to
 * @param files reads what the handles point to
 */
public record StoredCheckpoint(
        CheckpointMetadata metadata, Path directory, Path base, SnapshotFiles files) {}
