/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state;

import java.util.List;

/**
 * A list for each key, or (operator state) for each subtask.
 *
 * @param <T> type of the elements
 */
public interface ListState<T> extends State {
    /**
     * Returns the elements in the order they were added; empty if there are none. Do not change.
     */
    Iterable<T> get();

    /** Appends one element. */
    void add(T element);

    /** Appends all. */
    void addAll(List<T> elements);

    /** Replaces the whole list. */
    void update(List<T> elements);
}
