/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.backend;

import io.sampo.state.backend.TimerQueue.Timer;
import io.sampo.state.keygroup.KeyGroupRange;
import io.sampo.state.snapshot.SnapshotStore;
import java.util.List;

/**
 * The keyed state of one operator in one subtask. Confined to the subtask's thread.
 *
 * <p>The type of the keys is found from the first key (or from the snapshot); all keys of an
 * operator must be of one class.
 *
 * @param <K> type of the keys
 */
public interface KeyedStateBackend<K> extends KeyContext<K>, AutoCloseable {
    /** Returns the key groups owned here. */
    KeyGroupRange keyGroups();

    /**
     * Returns the table of that name, made or bound to its restored content at the first call.
     *
     * @throws io.sampo.core.error.StreamException with {@code STATE_INCOMPATIBLE} if the restored
     *     table is of another kind or type, naming operator, table and both types
     */
    <N, V> ValueTable<N, V> valueTable(TableSpec<N, V> spec);

    /** Returns the table of maps of that name; as {@link #valueTable}. */
    <N, U, V> MapTable<N, U, V> mapTable(TableSpec<N, V> spec, Class<U> userKeyClass);

    /** Returns the table of lists of that name; as {@link #valueTable}. */
    <N, V> ListTable<N, V> listTable(TableSpec<N, V> spec);

    /**
     * Returns the keys of one key group for which a table without namespaces holds something, each
     * once and in any order; a copy, that later changes do not change. Slow: an ordered backend
     * writes all that its store lacks first.
     *
     * @param table its name; one that is not bound holds nothing
     * @param keyGroup one of {@link #keyGroups}
     */
    List<K> keys(String table, int keyGroup);

    /**
     * Returns whether tables with {@link SharedNamespaces} are kept by namespace and have {@link
     * ValueTable#rows}. A backend that sorts its rows on disk has the key first, and has none.
     */
    default boolean walksNamespaces() {
        return false;
    }

    /** Returns the timers of that name, restored ones included. */
    <N> TimerQueue<K, N> timers(String name, NamespaceType<N> namespaces);

    /**
     * Returns the timers of a name, of all keys and in any order; a copy, that later changes do not
     * change. Slow, as {@link #keys}: for tests and tools.
     *
     * @param name one that {@link #timers} was not called with has none
     */
    List<Timer<K, ?>> timersOf(String name);

    /**
     * Marks the state as it is now. Must be quick: nothing is copied or written before the returned
     * {@link SnapshotRun} runs, on another thread, while the subtask goes on.
     */
    SnapshotRun snapshot(long checkpointId, SnapshotStore store);

    /** The checkpoint is complete: what was kept for it alone may go. */
    void checkpointCompleted(long checkpointId);

    /** The checkpoint will never complete. */
    void checkpointAborted(long checkpointId);

    /**
     * Brings into memory what the given keys will need, if that is cheaper together than one by
     * one. Called when a frame of records arrives; may do nothing.
     */
    default void prefetch(K[] keys, int[] keyHashes, int count) {}

    /**
     * Looks through a part of the tables whose specs ask for it, and drops what they do not want.
     * Called between two records, so that no function and no iterator is at work; the current key
     * stays. Takes a fraction of a millisecond, but for single lists and pages of maps that are
     * huge.
     *
     * @param records how many the operator is about to get, or has got, since the last call
     */
    void sweep(int records);

    /** Returns the approximate number of bytes of the state, on and off the heap, for metrics. */
    long approximateBytes();

    /** Frees memory and local files. Open snapshot runs are cancelled. */
    @Override
    void close();
}
