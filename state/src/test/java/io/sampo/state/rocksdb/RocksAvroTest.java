/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.rocksdb;

import io.sampo.core.type.SerializationFactory;
import io.sampo.state.backend.KeyedSnapshotContract;
import io.sampo.state.backend.KeyedStateBackendContract;
import io.sampo.state.backend.StateBackend;
import io.sampo.state.testkit.AvroBoxes;
import org.junit.jupiter.api.Nested;

/** The contract with values in records of Avro, next to none of them in the cache. */
class RocksAvroTest {
    @Nested
    class AtWork extends KeyedStateBackendContract {
        @Override
        protected StateBackend create() {
            return new RocksStateBackend(RocksSettings.defaults(), 2_000, 4 << 20);
        }

        @Override
        protected SerializationFactory serialization() {
            return new AvroBoxes();
        }
    }

    @Nested
    class Snapshots extends KeyedSnapshotContract {
        @Override
        protected StateBackend create() {
            return new RocksStateBackend(RocksSettings.defaults(), 2_000, 4 << 20);
        }

        @Override
        protected SerializationFactory serialization() {
            return new AvroBoxes();
        }
    }
}
