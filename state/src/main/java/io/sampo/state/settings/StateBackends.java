/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.settings;

import com.typesafe.config.Config;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.state.backend.StateBackend;
import io.sampo.state.heap.HeapStateBackend;
import io.sampo.state.ordered.CatalogFile;
import io.sampo.state.rocksdb.RocksStateBackend;
import io.sampo.state.snapshot.KeyedStateContent;
import io.sampo.state.snapshot.KeyedStateHandle;
import io.sampo.state.snapshot.SnapshotFiles;

/** Makes the state backend that the settings name, and reads what any of them has stored. */
public final class StateBackends {
    private StateBackends() {}

    /** Returns the backend for the whole configuration {@code root}; to be closed by the caller. */
    public static StateBackend create(Config root) {
        StateSettings settings = StateSettings.from(root);
        if (settings.backend() == StateSettings.Backend.HEAP) {
            return new HeapStateBackend();
        }
        return new RocksStateBackend(settings.rocksdb(), settings.managedMemoryBytes());
    }

    /**
     * Reads what a handle holds, without the classes of the job.
     *
     * @param operator named in errors
     * @throws StreamException with {@code CHECKPOINT_DAMAGED} if the files make no sense, {@code
     *     STATE_INCOMPATIBLE} if a newer release wrote them
     */
    public static KeyedStateContent contentOf(
            String operator, KeyedStateHandle handle, SnapshotFiles files) {
        return switch (handle.backend()) {
            case HeapStateBackend.NAME -> HeapStateBackend.contentOf(operator, handle, files);
            case RocksStateBackend.NAME -> CatalogFile.contentOf(operator, handle, files);
            default ->
                    throw new StreamException(
                            ErrorCode.STATE_INCOMPATIBLE,
                            "The snapshot was written by a state backend that this release does not"
                                    + " have: operator="
                                    + operator
                                    + " backend="
                                    + handle.backend()
                                    + ". Use the release that wrote it.");
        };
    }
}
