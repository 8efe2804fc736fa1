/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.function;

import io.sampo.core.function.Function;

/**
 * A function with state of its subtask, that belongs to no key: what it has gathered for a request,
 * or learned of the stream. It is combined with the interface of the operator's function: {@code
 * class Gather implements FlatMapFunction<A, B>, CheckpointedFunction}; so with those that map,
 * filter, process, connect, broadcast, reduce, aggregate or call. What such a function is wrapped
 * in by the engine (a function of a join's pairs, a client of a lookup) is refused when it is
 * opened; selectors, triggers, evictors and watermark strategies are not asked.
 *
 * <p>Such an operator is stateful, so it needs a name in a job with durable checkpoints. Unlike in
 * Flink nothing is called for a snapshot: what is in a list then is stored. The lists are in
 * memory, in every state backend, and are written on the subtask's thread, so they are for little:
 * on a cluster, a checkpoint in which those of one subtask take more than 3 MiB is declined.
 */
public interface CheckpointedFunction extends Function {
    /**
     * Called once in each subtask before the first record, and before {@link RichFunction#open}, on
     * the subtask's thread; may block.
     *
     * @throws Exception to fail the job
     */
    void initializeState(OperatorStateStore store) throws Exception;
}
