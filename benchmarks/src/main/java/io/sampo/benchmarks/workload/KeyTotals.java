/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.workload;

/**
 * {@link KeyState} updated in place, as a plain program would: putting a new record per operation
 * into the map made the loop more than twice as slow with a million keys.
 */
final class KeyTotals {

    private final long id;
    private long count;
    private long sum;
    private long min = Long.MAX_VALUE;
    private long max = Long.MIN_VALUE;

    KeyTotals(long id) {
        this.id = id;
    }

    /** Adds a value and returns the number of values so far. */
    long add(long value) {
        sum += value;
        min = Math.min(min, value);
        max = Math.max(max, value);
        return ++count;
    }

    /** Returns the same state as an engine holds it. */
    KeyState state() {
        return new KeyState(id, count, sum, min, max, KeyState.NOTE);
    }
}
