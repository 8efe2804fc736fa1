/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.async;

import io.sampo.core.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Brings a record together with what was found for it.
 *
 * @param <I> type of the records
 * @param <V> type of what is found
 * @param <O> type of the results
 */
@FunctionalInterface
public interface LookupJoin<I, V, O> extends Function {
    /**
     * Returns the result. On the thread that answers, or the subtask's: it should depend on its
     * arguments alone.
     *
     * @param found null if there is nothing
     * @return null to emit nothing, as an inner join does if nothing was found
     * @throws Exception to fail the call, as if the client had failed
     */
    @Nullable O join(I record, @Nullable V found) throws Exception;
}
