/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.testkit;

import io.sampo.state.backend.StateBackend;
import io.sampo.state.heap.HeapStateBackend;
import io.sampo.state.rocksdb.RocksSettings;
import io.sampo.state.rocksdb.RocksStateBackend;
import java.util.List;

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

    /** Returns the same setup with state in each backend. */
    public static <I, O> List<HarnessSetup<I, O>> both(HarnessSetup<I, O> setup) {
        return List.of(HEAP.of(setup), ROCKSDB.of(setup));
    }
}
