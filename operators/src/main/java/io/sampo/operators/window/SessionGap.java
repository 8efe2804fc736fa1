/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window;

import io.sampo.core.function.Function;

/**
 * Says how long a silence after a record ends its session.
 *
 * @param <T> type of the records
 */
@FunctionalInterface
public interface SessionGap<T> extends Function {
    /** Returns the gap in milliseconds, above zero. */
    long gapMillis(T record);

    /**
     * The same gap for all records.
     *
     * @param millis the gap
     */
    record Fixed(long millis) implements SessionGap<Object> {
        /** Checks the gap. */
        public Fixed {
            WindowSizes.checkPositive("gap", millis);
        }

        @Override
        public long gapMillis(Object record) {
            return millis;
        }
    }
}
