/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.settings;

import com.typesafe.config.Config;
import io.sampo.state.backend.StateBackend;
import io.sampo.state.heap.HeapStateBackend;
import io.sampo.state.rocksdb.RocksStateBackend;

/** Makes the state backend that the settings name. */
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
}
