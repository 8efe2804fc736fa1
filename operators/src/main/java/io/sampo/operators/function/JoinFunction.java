/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.function;

import io.sampo.core.function.Function;

/**
 * Makes one result of each pair that a window join has brought together.
 *
 * @param <A> type of the first stream
 * @param <B> type of the second stream
 * @param <O> type of the results
 */
@FunctionalInterface
public interface JoinFunction<A, B, O> extends Function {
    /**
     * Returns the result of a pair. Not null; to drop some use {@link FlatJoinFunction}.
     *
     * @throws Exception to fail the job
     */
    O join(A first, B second) throws Exception;
}
