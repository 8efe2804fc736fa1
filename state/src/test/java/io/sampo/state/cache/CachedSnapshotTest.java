/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.cache;

import io.sampo.state.backend.KeyedSnapshotContract;
import io.sampo.state.backend.StateBackend;
import io.sampo.state.testkit.InMemoryTierBackend;

/** The contract over an ordered store in memory, with a cache that holds some of the state. */
class CachedSnapshotTest extends KeyedSnapshotContract {
    @Override
    protected StateBackend create() {
        return new InMemoryTierBackend(100_000);
    }
}
