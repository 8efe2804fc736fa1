/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.accumulator;

/** Sums up doubles. */
public final class DoubleCounter implements Accumulator<Double, Double> {
    private double sum;

    /** Creates one at zero. */
    public DoubleCounter() {}

    @Override
    public void add(Double value) {
        sum += value;
    }

    /** Adds a value without an object for it. */
    public void add(double value) {
        sum += value;
    }

    @Override
    public Double localValue() {
        return sum;
    }

    @Override
    public void merge(Accumulator<Double, Double> other) {
        sum += other.localValue();
    }
}
