/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state;

import org.jspecify.annotations.Nullable;

/**
 * The aggregate of everything added for a key.
 *
 * @param <I> type of what is added
 * @param <R> type of the result
 */
public interface AggregatingState<I, R> extends State {
    /** Returns the result, or null if nothing was added. */
    @Nullable R get();

    /** Adds one value. */
    void add(I value);
}
