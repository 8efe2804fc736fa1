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
    /** Returns the value of the current key, or null if there is none. */
    @Nullable T value();

    /** Sets the value of the current key; null clears it. A changed object must be set again. */
    void update(@Nullable T value);
}
