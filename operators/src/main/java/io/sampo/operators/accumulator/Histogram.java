/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.accumulator;

import java.util.SortedMap;
import java.util.TreeMap;

/** Counts how often each value was added. For few different ones: each is kept. */
public final class Histogram implements Accumulator<Integer, SortedMap<Integer, Integer>> {
    private final TreeMap<Integer, Integer> counts = new TreeMap<>();

    /** Creates one without values. */
    public Histogram() {}

    @Override
    public void add(Integer value) {
        counts.merge(value, 1, Integer::sum);
    }

    @Override
    public SortedMap<Integer, Integer> localValue() {
        return new TreeMap<>(counts);
    }

    @Override
    public void merge(Accumulator<Integer, SortedMap<Integer, Integer>> other) {
        other.localValue().forEach((value, count) -> counts.merge(value, count, Integer::sum));
    }
}
