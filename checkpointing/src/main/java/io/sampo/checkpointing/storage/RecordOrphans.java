/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.storage;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.FileStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Checkpoints without a record that says which of them counts. */
final class RecordOrphans {
    private RecordOrphans() {}

    /**
     * Makes sure that a job without a record has no checkpoints.
     *
     * @param record where its record should be
     * @throws StreamException with {@code CHECKPOINT_DAMAGED} if it has
     */
    static void refuse(FileStore files, CheckpointPaths paths, String jobName, String record) {
        List<String> orphans = new ArrayList<>();
        if (files.exists(paths.jobDirectory())) {
            for (Path entry : files.list(paths.jobDirectory())) {
                if (CheckpointPaths.parse(String.valueOf(entry.getFileName())).isPresent()
                        && files.exists(entry.resolve(CheckpointPaths.METADATA))) {
                    orphans.add(String.valueOf(entry.getFileName()));
                }
            }
        }
        if (!orphans.isEmpty()) {
            throw new StreamException(
                    ErrorCode.CHECKPOINT_DAMAGED,
                    "The job has checkpoints, but its record is gone, so it is not known which of them"
                            + " counts: job="
                            + jobName
                            + " record="
                            + record
                            + " checkpoints="
                            + orphans
                            + ". Restore the record from a backup; or move the directory away and start"
                            + " from one of the checkpoints with sampo.checkpoint.restore.from.");
        }
    }
}
