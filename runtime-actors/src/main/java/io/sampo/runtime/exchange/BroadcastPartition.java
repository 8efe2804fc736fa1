/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.exchange;

/** A copy to every subtask. */
final class BroadcastPartition extends OutputPartition {
    BroadcastPartition(Wiring wiring) {
        super(wiring);
    }

    @Override
    public void collect(Object record, long timestamp) {
        for (FrameWriter writer : writers) {
            writer.add(copier.copy(record), timestamp, null, 0);
        }
    }
}
