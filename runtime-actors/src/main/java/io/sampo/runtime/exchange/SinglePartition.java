/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.exchange;

/** To the first channel: that of the only, the first, or the equally numbered subtask. */
final class SinglePartition extends OutputPartition {
    SinglePartition(Wiring wiring) {
        super(wiring);
    }

    @Override
    public void collect(Object record, long timestamp) {
        writers[0].add(copier.copy(record), timestamp, null, 0);
    }
}
