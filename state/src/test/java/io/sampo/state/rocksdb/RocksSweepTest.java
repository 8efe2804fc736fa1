/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.rocksdb;

import io.sampo.state.backend.StateBackend;
import io.sampo.state.backend.SweepContract;

/** The contract in RocksDB. */
class RocksSweepTest extends SweepContract {
    @Override
    protected StateBackend create() {
        return new RocksStateBackend(RocksSettings.defaults(), 64 << 20);
    }
}
