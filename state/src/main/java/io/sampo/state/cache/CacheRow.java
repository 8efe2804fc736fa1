/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.cache;

/**
 * A row of a table while it is in memory. A row whose epoch has been marked and is not yet in the
 * store is frozen: nobody changes its content again, the subtask puts a replacement in its place.
 */
abstract class CacheRow {
    /** Epoch of a row that is as the store has it. */
    static final int CLEAN = 0;

    /**
     * The epoch in which the row was changed; {@link #CLEAN} or any written epoch if it is clean.
     */
    int epoch;

    /** Whether the row was changed again since it became dirty: worth keeping back for a while. */
    boolean changedAgain;

    /** Appends the row's content to the writer's batch. By the subtask, or the thread of a mark. */
    abstract void write(RowWriter writer);

    /** The row's content is in the store. Called on the subtask's thread, once for each write. */
    abstract void written();
}
