/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state;

import org.jspecify.annotations.Nullable;

/**
 * The reduction of everything added for a key.
 *
 * @param <T> type of the values
 */
public interface ReducingState<T> extends State {
    /** Returns the reduction, or null if nothing was added. */
    @Nullable T get();

    /**
     * Adds one value.
     *
     * @throws Exception from the reduce function
     */
    void add(T value) throws Exception;
}
