/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.accumulator;

/**
 * Adds up what one subtask of a function sees, as Apache Flink's of that name: made in {@code open}
 * and made known by {@link io.sampo.operators.function.RuntimeContext#addAccumulator}. When the job
 * has finished, those of one name are merged, over all subtasks and operators; their result is in
 * {@link io.sampo.operators.stream.JobResult#accumulatorResult}.
 *
 * <p>It is no state: an attempt begins with new ones. So what a failed attempt has added is not
 * counted, nor is what was processed before the checkpoint that the last attempt went on from.
 *
 * @param <V> type of what is added
 * @param <R> type of the result
 */
public interface Accumulator<V, R> {
    /** Adds a value. On the subtask's thread. */
    void add(V value);

    /** Returns the result of what was added here. */
    R localValue();

    /**
     * Takes in what another one of the same class has; called once the job has finished. It does
     * not change the other one.
     */
    void merge(Accumulator<V, R> other);
}
