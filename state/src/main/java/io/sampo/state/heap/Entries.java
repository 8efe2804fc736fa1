/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.heap;

import io.sampo.core.type.ValueSerializer;
import io.sampo.state.backend.NamespaceRows;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One object for each (current key, namespace), for the tables of this package. */
sealed interface Entries permits EntryTable, SharedEntries {
    /**
     * So many entries are not in the processor's caches: what the records of a frame ask for is
     * looked at before the first of them. With fewer that only costs (6 ns a record with 10,000).
     */
    int FAR = 1 << 16;

    /** Returns the object or null. */
    @Nullable Object get(Object namespace);

    /** Returns the object or null, a copy of it if a snapshot has it and it can change. */
    @Nullable Object getOwned(Object namespace, ValueSerializer<Object> copier);

    /** Sets the object. */
    void put(Object namespace, Object value);

    /** Removes the object and returns it, or null if there is none. */
    @Nullable Object remove(Object namespace);

    /** Forgets all objects of the current key's group; no other may have any. */
    void forgetKeyGroup();

    /** Returns the entries as they are now, for a snapshot. */
    List<Segments> mark();

    /**
     * Looks at what the next records will ask for, if that is far away from the processor. Returns
     * a number that depends on it.
     */
    int touch(int[] keyHashes, int count);

    /** Goes on with a sweep for what is due after so many records. */
    void sweep(HeapSweep sweep, int records);

    /** Returns the rows by namespace, if entries are kept so. */
    NamespaceRows<Object> rows();

    /** Returns the number of entries. */
    long size();

    /** Returns the bytes of the arrays. */
    long arrayBytes();
}
