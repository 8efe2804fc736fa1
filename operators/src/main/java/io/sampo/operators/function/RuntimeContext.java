/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.function;

import io.sampo.core.metric.MetricGroup;
import io.sampo.operators.accumulator.Accumulator;
import io.sampo.operators.job.DistributedCache;
import io.sampo.state.State;
import io.sampo.state.StateDescriptor;

/** The surroundings of a function in one subtask. Confined to the subtask's thread. */
public interface RuntimeContext {
    /** Returns the operator's name. */
    String operatorName();

    /** Returns the number of this subtask, from 0. */
    int subtaskIndex();

    /** Returns the number of subtasks. */
    int parallelism();

    /** Returns the number of the attempt, from 1; it grows with each restart. */
    int attempt();

    /** Returns the time of the subtask's clock in milliseconds since the epoch. */
    long currentProcessingTime();

    /**
     * Returns state of the current key. To be called in {@link RichFunction#open}.
     *
     * @throws io.sampo.core.error.StreamException with {@code INVALID_PROGRAM} if the function is
     *     not on a keyed stream
     */
    <S extends State> S getState(StateDescriptor<S> descriptor);

    /**
     * Makes an accumulator known, whose result is told when the job has finished. To be called in
     * {@link RichFunction#open}.
     *
     * @param name those of one name are merged, over all subtasks and operators
     * @throws io.sampo.core.error.StreamException with {@code INVALID_PROGRAM} if this function has
     *     added one of that name, or another one of another class
     */
    <V, R> void addAccumulator(String name, Accumulator<V, R> accumulator);

    /**
     * Returns the accumulator that this function has added under a name.
     *
     * @throws io.sampo.core.error.StreamException with {@code INVALID_PROGRAM} if there is none
     */
    <V, R> Accumulator<V, R> getAccumulator(String name);

    /** Returns the files that the program has registered, as they are where this subtask runs. */
    DistributedCache getDistributedCache();

    /** Returns where the function's own metrics go. */
    MetricGroup metrics();
}
