/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.restore;

import io.sampo.checkpointing.storage.StoredCheckpoint;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a job starts from.
 *
 * @param checkpoint the checkpoint, or nothing if the job starts empty
 * @param passedOver newer checkpoints that are damaged; each is to be reported
 */
public record RestorePoint(
        Optional<StoredCheckpoint> checkpoint, List<DamagedCheckpoint> passedOver) {
    /** Where a job starts that has nothing to go on from. */
    public static final RestorePoint EMPTY = new RestorePoint(Optional.empty(), List.of());

    /** Returns the ids of the damaged checkpoints. */
    public Set<Long> damagedIds() {
        return passedOver.stream()
                .map(damaged -> damaged.checkpoint().ref().id())
                .collect(Collectors.toUnmodifiableSet());
    }
}
