/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * How many completed checkpoints are kept. More than one, so that a damaged one is not the end.
 *
 * @param count the newest so many, at least one
 */
public record Retention(int count) {
    /** Checks the number. */
    public Retention {
        if (count < 1) {
            throw new IllegalArgumentException(
                    "At least one checkpoint is kept: retained=" + count);
        }
    }

    /**
     * What becomes of the checkpoints.
     *
     * @param kept oldest first
     * @param retired no longer kept; savepoints among them are only forgotten, their files are the
     *     user's
     */
    public record Choice(List<CompletedCheckpoint> kept, List<CompletedCheckpoint> retired) {}

    /**
     * Decides when a checkpoint is added.
     *
     * @param before those kept until now, oldest first
     * @param damaged the ids of those among them that are of no use; they go first
     */
    public Choice add(
            List<CompletedCheckpoint> before, CompletedCheckpoint added, Set<Long> damaged) {
        List<CompletedCheckpoint> kept = new ArrayList<>();
        List<CompletedCheckpoint> retired = new ArrayList<>();
        for (CompletedCheckpoint checkpoint : before) {
            (damaged.contains(checkpoint.ref().id()) ? retired : kept).add(checkpoint);
        }
        kept.add(added);
        while (kept.size() > count) {
            retired.add(kept.remove(0));
        }
        return new Choice(List.copyOf(kept), List.copyOf(retired));
    }
}
