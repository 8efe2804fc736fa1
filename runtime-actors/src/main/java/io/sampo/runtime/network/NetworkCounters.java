/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.network;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Counts what the node's data port does. Thread-safe. */
final class NetworkCounters {
    final AtomicInteger connections = new AtomicInteger();
    final LongAdder framesOut = new LongAdder();
    final LongAdder bytesOut = new LongAdder();
    final LongAdder framesIn = new LongAdder();
    final LongAdder bytesIn = new LongAdder();

    private final Map<Refusal, LongAdder> refused = new EnumMap<>(Refusal.class);

    NetworkCounters() {
        for (Refusal reason : Refusal.values()) {
            refused.put(reason, new LongAdder());
        }
    }

    @SuppressWarnings("NullAway") // every reason has a counter
    void refused(Refusal reason) {
        refused.get(reason).increment();
    }

    NetworkMetrics snapshot(long memoryReserved) {
        Map<Refusal, Long> byReason = new EnumMap<>(Refusal.class);
        refused.forEach((reason, count) -> byReason.put(reason, count.sum()));
        return new NetworkMetrics(
                connections.get(),
                memoryReserved,
                framesOut.sum(),
                bytesOut.sum(),
                framesIn.sum(),
                bytesIn.sum(),
                byReason);
    }
}
