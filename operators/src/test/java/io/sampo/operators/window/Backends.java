/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window;

import io.sampo.operators.testkit.HarnessSetup;
import io.sampo.state.rocksdb.RocksSettings;
import io.sampo.state.rocksdb.RocksStateBackend;
import java.util.List;

/** The same operator with its state on the heap and in RocksDB. */
final class Backends {
    private Backends() {}

    static <I, O> List<HarnessSetup<I, O>> both(HarnessSetup<I, O> setup) {
        return List.of(setup, inRocks(setup));
    }

    static <I, O> HarnessSetup<I, O> inRocks(HarnessSetup<I, O> setup) {
        return setup.withBackend(() -> new RocksStateBackend(RocksSettings.defaults(), 64 << 20));
    }
}
