/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.testkit;

import io.sampo.state.backend.StateBackend;
import io.sampo.state.heap.HeapStateBackend;
import io.sampo.state.rocksdb.RocksSettings;
import io.sampo.state.rocksdb.RocksStateBackend;

/** The state backends, for tests that run on each of them. */
public enum Backends {
    /** Objects on the heap. */
    HEAP {
        @Override
        StateBackend open() {
            return new HeapStateBackend();
        }
    },
    /** RocksDB behind a cache. */
    ROCKSDB {
        @Override
        StateBackend open() {
            return new RocksStateBackend(RocksSettings.defaults(), 32 << 20);
        }
    };

    abstract StateBackend open();

    /** Returns the same setup with state in this backend. */
    public <I, O> HarnessSetup<I, O> of(HarnessSetup<I, O> setup) {
        return setup.withBackend(this::open);
    }
}
