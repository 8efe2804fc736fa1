/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.exchange;

import java.util.SplittableRandom;

/**
 * To a subtask chosen by lot. The lots depend on the edge and the sender alone, so that a run can
 * be repeated.
 */
final class ShuffledPartition extends OutputPartition {
    private final SplittableRandom lots;

    ShuffledPartition(Wiring wiring, int subtaskIndex) {
        super(wiring);
        lots = new SplittableRandom(((long) wiring.place().hashCode() << 32) + subtaskIndex);
    }

    @Override
    public void collect(Object record, long timestamp) {
        writers[lots.nextInt(writers.length)].add(copier.copy(record), timestamp, null, 0);
    }
}
