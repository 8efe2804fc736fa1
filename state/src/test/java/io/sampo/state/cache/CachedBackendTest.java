/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.cache;

import io.sampo.state.backend.KeyedStateBackendContract;
import io.sampo.state.backend.StateBackend;
import io.sampo.state.testkit.InMemoryTierBackend;

/** The contract over an ordered store in memory, with a cache that holds next to nothing. */
class CachedBackendTest extends KeyedStateBackendContract {
    @Override
    protected StateBackend create() {
        return new InMemoryTierBackend(2_000);
    }
}
