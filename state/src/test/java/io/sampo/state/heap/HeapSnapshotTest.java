/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.heap;

import io.sampo.state.backend.KeyedSnapshotContract;
import io.sampo.state.backend.StateBackend;

/** Runs the contract of all backends. */
class HeapSnapshotTest extends KeyedSnapshotContract {
    @Override
    protected StateBackend create() {
        return new HeapStateBackend();
    }
}
