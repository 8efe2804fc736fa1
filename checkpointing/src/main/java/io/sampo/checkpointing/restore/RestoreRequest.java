/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.restore;

import java.util.Map;

/**
 * Under which conditions a job goes on from one of its checkpoints.
 *
 * @param committingSinks whether the job has sinks that commit when a checkpoint is complete
 * @param acceptDuplicates whether the user accepts that output is repeated, if need be
 * @param knownDamage what was found wrong, by checkpoint id, when one was restored before; such a
 *     checkpoint is not tried again
 * @param verifyContents whether all files are read and verified first, not only looked for
 */
public record RestoreRequest(
        boolean committingSinks,
        boolean acceptDuplicates,
        Map<Long, String> knownDamage,
        boolean verifyContents) {
    /** Copies the map. */
    public RestoreRequest {
        knownDamage = Map.copyOf(knownDamage);
    }

    /** Returns the request of a job that starts normally. */
    public static RestoreRequest normal(boolean committingSinks) {
        return new RestoreRequest(committingSinks, false, Map.of(), false);
    }
}
