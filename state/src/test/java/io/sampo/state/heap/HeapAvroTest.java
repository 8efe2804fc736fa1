/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.heap;

import io.sampo.core.type.SerializationFactory;
import io.sampo.state.backend.KeyedSnapshotContract;
import io.sampo.state.backend.KeyedStateBackendContract;
import io.sampo.state.backend.StateBackend;
import io.sampo.state.testkit.AvroBoxes;
import org.junit.jupiter.api.Nested;

/** The contract with values in records of Avro. */
class HeapAvroTest {
    @Nested
    class AtWork extends KeyedStateBackendContract {
        @Override
        protected StateBackend create() {
            return new HeapStateBackend();
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
            return new HeapStateBackend();
        }

        @Override
        protected SerializationFactory serialization() {
            return new AvroBoxes();
        }
    }
}
