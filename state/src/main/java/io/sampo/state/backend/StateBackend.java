/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.backend;

import io.sampo.state.snapshot.KeyedStateHandle;
import java.util.List;

/**
 * Makes keyed backends, and owns what those of one process share (memory, native resources).
 * Thread-safe.
 */
public interface StateBackend extends AutoCloseable {
    /** Returns {@code heap} or {@code rocksdb}: the name in settings and handles. */
    String name();

    /**
     * Opens the state of one operator in one subtask; blocks while it restores.
     *
     * @param context where, for which key groups
     * @param restored handles that overlap the key groups; others' key groups are skipped. Empty
     *     for a new start
     * @throws io.sampo.core.error.StreamException with {@code STATE_INCOMPATIBLE} or {@code
     *     CHECKPOINT_DAMAGED}
     */
    KeyedStateBackend<Object> open(BackendContext context, List<KeyedStateHandle> restored);

    /** Frees what is shared. All keyed backends must be closed before. */
    @Override
    void close();
}
