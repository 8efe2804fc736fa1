/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.function;

import io.sampo.core.function.Function;

/**
 * A function with a life cycle, and access to its surroundings. Any of the engine's function
 * interfaces can be combined with it: {@code class Enrich implements MapFunction<A, B>,
 * RichFunction}.
 */
public interface RichFunction extends Function {
    /**
     * Called once in each subtask before the first record, on the subtask's thread; may block. Its
     * state is already restored; other subtasks may have begun to work.
     *
     * @throws Exception to fail the job
     */
    default void open(RuntimeContext context) throws Exception {}

    /**
     * Called once when the subtask ends, for whatever reason, also when {@link #open} failed.
     *
     * @throws Exception to be logged
     */
    default void close() throws Exception {}
}
