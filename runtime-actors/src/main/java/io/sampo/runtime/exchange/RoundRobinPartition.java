/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.exchange;

/** To each subtask in turn; every sender begins with another one. */
final class RoundRobinPartition extends OutputPartition {
    private int next;

    RoundRobinPartition(Wiring wiring, int subtaskIndex) {
        super(wiring);
        next = subtaskIndex % writers.length;
    }

    @Override
    public void collect(Object record, long timestamp) {
        int current = next;
        next = current + 1 == writers.length ? 0 : current + 1;
        writers[current].add(copier.copy(record), timestamp, null, 0);
    }
}
