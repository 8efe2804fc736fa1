/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.heap;

import io.sampo.core.io.BinaryInput;
import io.sampo.core.type.KeyType;
import io.sampo.core.type.Serialization;
import java.util.List;

/** A table or a timer queue of a heap backend, as its snapshots see it. */
sealed interface HeapTable permits HeapValueTable, HeapListTable, HeapMapTable, HeapTimerQueue {
    /** Returns what a snapshot stores about it. */
    TableMeta meta();

    /** Returns the entries as they are now; the caller has ended the epoch. */
    List<Segments> mark();

    /**
     * Returns what writes the marked segments. Called by the thread that writes; must not touch
     * what changes.
     *
     * @param serialization confined to that thread
     */
    EntryRows writer(KeyType<Object> keys, Serialization serialization);

    /**
     * Adds rows that a {@link EntryRows} wrote. Changes the current key.
     *
     * @param rows how many follow
     */
    void restore(BinaryInput source, int rows);

    /** Looks through a part of it, if its spec asks for it, and drops what that does not want. */
    default void sweep(int records) {}

    /** Forgets what the current key's group has. */
    void forgetKeyGroup();

    /** Returns an estimate of the memory used. */
    long approximateBytes();
}
