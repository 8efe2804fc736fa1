/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.function;

import io.sampo.core.function.Function;

/**
 * Says how far apart two records are.
 *
 * @param <T> type of the records
 */
@FunctionalInterface
public interface DeltaFunction<T> extends Function {
    /**
     * Returns the distance from the older record to the newer one; what it means is up to the
     * function.
     */
    double delta(T older, T newer);
}
