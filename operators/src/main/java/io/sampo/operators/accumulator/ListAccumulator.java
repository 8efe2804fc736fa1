/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.accumulator;

import java.util.ArrayList;
import java.util.List;

/**
 * Keeps all values that are added, as they are and in memory, so for few of them; those of one
 * subtask in order.
 *
 * @param <T> type of the values
 */
public final class ListAccumulator<T> implements Accumulator<T, List<T>> {
    private final List<T> values = new ArrayList<>();

    /** Creates an empty one. */
    public ListAccumulator() {}

    @Override
    public void add(T value) {
        values.add(value);
    }

    @Override
    public List<T> localValue() {
        return new ArrayList<>(values);
    }

    @Override
    public void merge(Accumulator<T, List<T>> other) {
        values.addAll(other.localValue());
    }
}
