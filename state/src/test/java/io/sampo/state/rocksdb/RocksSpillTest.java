/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.rocksdb;

import io.sampo.state.backend.KeyedStateBackendContract;
import io.sampo.state.backend.StateBackend;

/** The contract with a cache that holds next to nothing, so that all state is RocksDB's. */
class RocksSpillTest extends KeyedStateBackendContract {
    @Override
    protected StateBackend create() {
        return new RocksStateBackend(RocksSettings.defaults(), 2_000, 4 << 20);
    }
}
