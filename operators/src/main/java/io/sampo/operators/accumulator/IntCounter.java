/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.accumulator;

/** Sums up integers; a sum that is too large begins anew at the other end. */
public final class IntCounter implements Accumulator<Integer, Integer> {
    private int sum;

    /** Creates one at zero. */
    public IntCounter() {}

    @Override
    public void add(Integer value) {
        sum += value;
    }

    /** Adds a value without an object for it. */
    public void add(int value) {
        sum += value;
    }

    @Override
    public Integer localValue() {
        return sum;
    }

    @Override
    public void merge(Accumulator<Integer, Integer> other) {
        sum += other.localValue();
    }
}
