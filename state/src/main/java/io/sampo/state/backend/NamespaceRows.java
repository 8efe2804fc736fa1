/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.backend;

import java.util.List;

/**
 * The rows of a table by namespace: what many keys have for one of them is walked through and
 * dropped together. One walk at a time; it goes on over several turns, as long as the table gets no
 * rows, loses none, and is not marked for a snapshot meanwhile.
 *
 * @param <N> type of the namespaces
 */
public interface NamespaceRows<N> {
    /** Returns the namespaces in which any key has a row, each once, in any order; a copy. */
    List<N> namespaces();

    /** Goes before the first row of a namespace, which need not have any. */
    void walk(N namespace);

    /**
     * Makes the key of the next row the current one; the table then finds the row without looking
     * for it.
     *
     * @return false if there is no row left; the current key is as it was then
     */
    boolean next();

    /** Returns whether the current key has a row in a namespace. */
    boolean contains(N namespace);

    /** Removes all rows of a namespace. The walk through them is over. */
    void drop(N namespace);
}
