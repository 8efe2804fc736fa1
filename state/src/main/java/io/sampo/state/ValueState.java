/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state;

import org.jspecify.annotations.Nullable;

/**
 * One value for each key.
 *
 * @param <T> type of the value
 */
public interface ValueState<T> extends State {
    /**
     * Returns the value of the current key, or null if there is none. It is equal to what was set
     * last, but need not be the same object: state on the heap keeps records that are mostly
     * numbers in arrays, and makes them anew by their canonical constructor.
     */
    @Nullable T value();

    /** Sets the value of the current key; null clears it. A changed object must be set again. */
    void update(@Nullable T value);
}
