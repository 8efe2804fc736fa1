/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.async;

import io.sampo.core.function.Function;
import java.util.concurrent.CompletionStage;

/**
 * Asks a client that answers with a future.
 *
 * @param <I> type of what is asked
 * @param <O> type of the answer
 */
@FunctionalInterface
public interface FutureFunction<I, O> extends Function {
    /**
     * Begins a call. On the subtask's thread, so it must not wait. The future may be completed on
     * any thread.
     *
     * @throws Exception as if the future had been completed with it
     */
    CompletionStage<O> call(I request) throws Exception;
}
