/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.storage;

import io.sampo.core.element.CheckpointBarrier;

/**
 * Which checkpoint. Ids alone are unique in a job; the attempt is there so that what a zombie of an
 * earlier attempt writes lies elsewhere.
 *
 * @param id strictly increasing within a job, never reused
 * @param attempt of the job that took it, from 1
 * @param savepoint whether it is a savepoint: whole in its own directory, and the user's to delete
 */
public record CheckpointRef(long id, int attempt, boolean savepoint) {
    /** Checks the numbers. */
    public CheckpointRef {
        if (id < 1 || attempt < 1) {
            throw new IllegalArgumentException(
                    "Checkpoint ids and attempts start at 1: id=" + id + " attempt=" + attempt);
        }
    }

    /** Returns the checkpoint that {@code barrier} belongs to. */
    public static CheckpointRef of(CheckpointBarrier barrier, int attempt) {
        return new CheckpointRef(
                barrier.checkpointId(),
                attempt,
                barrier.kind() != CheckpointBarrier.Kind.CHECKPOINT);
    }

    /** Returns whether the file that a handle points to was written for this checkpoint. */
    public boolean wrote(String path) {
        return !CheckpointPaths.isShared(path) || CheckpointPaths.storedIn(path).orElse(0) == id;
    }

    /** Returns the name of its directory, such as {@code chk-7-1} or {@code savepoint-8-1}. */
    @Override
    public String toString() {
        return (savepoint ? CheckpointPaths.SAVEPOINT : CheckpointPaths.CHECKPOINT)
                + id
                + "-"
                + attempt;
    }
}
