/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.rocksdb;

import io.sampo.state.backend.KeyedSnapshotContract;
import io.sampo.state.backend.StateBackend;

/** The contract with a cache that holds little, so that most state is RocksDB's. */
class RocksSpillSnapshotTest extends KeyedSnapshotContract {
    @Override
    protected StateBackend create() {
        return new RocksStateBackend(RocksSettings.defaults(), 50_000, 4 << 20);
    }
}
