/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.rocksdb;

import io.sampo.state.backend.KeyedStateBackendContract;
import io.sampo.state.backend.StateBackend;

/** The contract with a cache that holds all the state of a test. */
class RocksStateBackendTest extends KeyedStateBackendContract {
    @Override
    protected StateBackend create() {
        return new RocksStateBackend(RocksSettings.defaults(), 64 << 20);
    }
}
