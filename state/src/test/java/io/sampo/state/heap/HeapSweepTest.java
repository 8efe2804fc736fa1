/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.heap;

import io.sampo.state.backend.StateBackend;
import io.sampo.state.backend.SweepContract;

/** The contract on the heap. */
class HeapSweepTest extends SweepContract {
    @Override
    protected StateBackend create() {
        return new HeapStateBackend();
    }
}
