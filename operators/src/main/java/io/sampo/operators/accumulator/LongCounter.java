/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.accumulator;

/** Sums up longs. */
public final class LongCounter implements Accumulator<Long, Long> {
    private long sum;

    /** Creates one at zero. */
    public LongCounter() {}

    @Override
    public void add(Long value) {
        sum += value;
    }

    /** Adds a value without an object for it. */
    public void add(long value) {
        sum += value;
    }

    @Override
    public Long localValue() {
        return sum;
    }

    @Override
    public void merge(Accumulator<Long, Long> other) {
        sum += other.localValue();
    }
}
