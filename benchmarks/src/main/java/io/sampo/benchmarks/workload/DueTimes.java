/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.workload;

import java.io.Serializable;

/**
 * The schedule of a latency workload: each operation is due at a fixed time after the first one.
 *
 * <p>A source never emits an operation before it is due and never skips one. Latency counts from
 * the due time, so that a stalled source or engine is not forgiven the records it held up.
 *
 * @param seed the seed of the draws
 * @param keys the number of keys
 * @param stepNanos the time between two operations
 * @param startNanos the time of the first operation on the clock of {@link System#nanoTime()}
 */
public record DueTimes(long seed, long keys, long stepNanos, long startNanos)
        implements Serializable {

    /** How long the latencies are not recorded, for the engine to warm up. */
    public static final long WARM_UP_NANOS = 10_000_000_000L;

    private static final long STEP_NANOS = 10_000;
    private static final long FAST_STEP_NANOS = 1_000;

    /** Returns the schedule of a workload that begins at that time. */
    public static DueTimes of(Workload workload, long seed, long startNanos) {
        long step = workload == Workload.W4_FAST ? FAST_STEP_NANOS : STEP_NANOS;
        return new DueTimes(seed, workload.keys(), step, startNanos);
    }

    /** Returns the key of operation {@code i}. */
    public long key(long i) {
        return Mix.below(Mix.h(seed, i, 0), keys);
    }

    /** Returns when operation {@code i} is due, on the clock of {@link System#nanoTime()}. */
    public long due(long i) {
        return startNanos + i * stepNanos;
    }

    /** Tells whether the latency of an operation due at that time counts. */
    public boolean isRecorded(long due) {
        return due - startNanos >= WARM_UP_NANOS;
    }
}
