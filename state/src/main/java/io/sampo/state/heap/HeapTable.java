/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.heap;

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
     * Returns what restores rows.
     *
     * @param schema that of the table, and with it all that the values may have; what is written
     *     afterwards has that of the table only
     */
    RowReader reader(String schema);

    /**
     * Looks at what records with those keys will ask for, if that is far away from the processor.
     * Returns a number that depends on it, so that the compiler does not leave it out.
     */
    default int touch(int[] keyHashes, int count) {
        return 0;
    }

    /** Looks through a part of it, if its spec asks for it, and drops what that does not want. */
    default void sweep(int records) {}

    /** Forgets what the current key's group has. */
    void forgetKeyGroup();

    /** Returns an estimate of the memory used. */
    long approximateBytes();
}
