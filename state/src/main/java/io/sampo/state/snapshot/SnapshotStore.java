/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.snapshot;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Where one subtask puts the files of one checkpoint. Bound to job, checkpoint, attempt and
 * subtask, so that names cannot clash. Safe to use from any thread; every method may block on I/O.
 */
public interface SnapshotStore {
    /**
     * Returns whether later checkpoints may refer to what is stored by {@link #putShared}. If not
     * (a savepoint is whole in itself), every file must be stored anew, none of an earlier
     * checkpoint be referred to, and none of these files be remembered for later ones.
     */
    default boolean sharing() {
        return true;
    }

    /**
     * Opens a new file that belongs to this checkpoint alone; {@code role} becomes part of its
     * name.
     */
    SnapshotOutput create(String role) throws IOException;

    /**
     * Stores a copy of a local file that never changes again, and that later checkpoints may refer
     * to as well (an SST file). It lives until no retained checkpoint refers to it.
     */
    StateFile putShared(Path localFile) throws IOException;

    /** Stores a copy of a local file for this checkpoint alone. */
    StateFile putPrivate(Path localFile, String role) throws IOException;
}
