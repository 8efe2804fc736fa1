/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.workload;

import java.io.Serializable;

/**
 * The schedule of the latency workload (W4): 100 000 operations a second, each due at a fixed time
 * after the first one.
 *
 * <p>A source never emits an operation before it is due and never skips one. Latency counts from
 * the due time, so that a stalled source or engine is not forgiven the records it held up.
 *
 * @param seed the seed of the draws
 * @param startNanos the time of the first operation on the clock of {@link System#nanoTime()}
 */
public record DueTimes(long seed, long startNanos) implements Serializable {

    /** The time between two operations. */
    public static final long STEP_NANOS = 10_000;

    /** The number of keys. */
    public static final long KEYS = 1_000;

    /** How long the latencies are not recorded, for the engine to warm up. */
    public static final long WARM_UP_NANOS = 10_000_000_000L;

    /** Returns the key of operation {@code i}. */
    public long key(long i) {
        return Mix.below(Mix.h(seed, i, 0), KEYS);
    }

    /** Returns when operation {@code i} is due, on the clock of {@link System#nanoTime()}. */
    public long due(long i) {
        return startNanos + i * STEP_NANOS;
    }

    /** Tells whether the latency of an operation due at that time counts. */
    public boolean isRecorded(long due) {
        return due - startNanos >= WARM_UP_NANOS;
    }
}
