/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.cache;

import io.sampo.core.io.BinaryInput;
import io.sampo.core.type.Serialization;
import io.sampo.core.type.TypeInfo;
import io.sampo.state.backend.BackendContext;
import io.sampo.state.backend.KeyedStateBackend;
import io.sampo.state.backend.ListTable;
import io.sampo.state.backend.MapTable;
import io.sampo.state.backend.NamespaceType;
import io.sampo.state.backend.SnapshotRun;
import io.sampo.state.backend.TableSpec;
import io.sampo.state.backend.TimerQueue;
import io.sampo.state.backend.TimerQueue.Timer;
import io.sampo.state.backend.ValueTable;
import io.sampo.state.keygroup.KeyGroupRange;
import io.sampo.state.memory.MemoryPool;
import io.sampo.state.ordered.Bindings;
import io.sampo.state.ordered.OrderedStore;
import io.sampo.state.ordered.RowKeys;
import io.sampo.state.ordered.StoreIterator;
import io.sampo.state.ordered.StoredTable;
import io.sampo.state.ordered.TableCatalog;
import io.sampo.state.snapshot.SnapshotStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keyed state in a cache of objects over an ordered store. Owns the store, and its share of the
 * memory.
 *
 * <p>A snapshot's first half ends the epoch of the cache and copies nothing. Its second half writes
 * the rows of that epoch, asks the store for a checkpoint, and uploads it; only until the
 * checkpoint is taken does the cache keep later changes to itself.
 */
public final class CachedKeyedBackend implements KeyedStateBackend<Object> {
    private final String name;
    private final BackendContext context;
    private final OrderedStore store;
    private final MemoryPool.Share share;
    private final TableCatalog catalog;
    private final KeyScope scope;
    private final ObjectCache cache;
    private final TableHome home;
    private final Bindings bindings;
    private final Map<String, RowTable<?>> rowTables = new HashMap<>();
    private final Map<String, CachedMapTable<?, ?, ?>> mapTables = new HashMap<>();
    private final List<StoredSweep> sweeps = new ArrayList<>();
    private final Map<String, CachedTimerQueue<?>> timerQueues = new HashMap<>();
    private final Map<Long, CachedSnapshot> snapshots = new HashMap<>();
    private boolean closed;

    /**
     * Opens a backend.
     *
     * @param name of the format of snapshots, as in {@link
     *     io.sampo.state.snapshot.KeyedStateHandle#backend}
     * @param context of the backend
     * @param store with the restored rows; closed with the backend
     * @param catalog of the restored tables; empty for a new start
     * @param share of memory for objects; closed with the backend
     * @param timeToFlush how long writing the changes of an epoch may take at a barrier
     */
    public CachedKeyedBackend(
            String name,
            BackendContext context,
            OrderedStore store,
            TableCatalog catalog,
            MemoryPool.Share share,
            Duration timeToFlush) {
        this.name = name;
        this.context = context;
        this.store = store;
        this.share = share;
        this.catalog = catalog;
        this.scope = new KeyScope(context, catalog);
        Serialization serialization = context.serialization().create();
        this.cache =
                new ObjectCache(
                        store,
                        share,
                        context.clock(),
                        scope,
                        serialization,
                        context.serialization(),
                        timeToFlush.toNanos());
        this.home = new TableHome(cache, scope, serialization, context);
        this.bindings = new Bindings(catalog, serialization, context.operator());
    }

    @Override
    public void setCurrentKey(Object key, int keyHash) {
        scope.set(key, keyHash);
    }

    @Override
    public void clearCurrentKey() {
        scope.clear();
    }

    @Override
    public Object currentKey() {
        return scope.key();
    }

    @Override
    public int currentKeyHash() {
        return scope.hash();
    }

    @Override
    public KeyGroupRange keyGroups() {
        return context.keyGroups();
    }

    @Override
    @SuppressWarnings("unchecked")
    public <N, V> ValueTable<N, V> valueTable(TableSpec<N, V> spec) {
        StoredTable table = bindings.bind(StoredTable.Kind.VALUE, spec, null);
        return (ValueTable<N, V>)
                rowTables.computeIfAbsent(
                        spec.name(),
                        each -> swept(spec, new CachedValueTable<>(home, table, spec)));
    }

    @Override
    @SuppressWarnings("unchecked")
    public <N, U, V> MapTable<N, U, V> mapTable(TableSpec<N, V> spec, Class<U> userKeyClass) {
        StoredTable table = bindings.bind(StoredTable.Kind.MAP, spec, userKeyClass);
        return (MapTable<N, U, V>)
                mapTables.computeIfAbsent(
                        spec.name(),
                        each -> swept(spec, new CachedMapTable<>(home, table, spec, userKeyClass)));
    }

    @Override
    @SuppressWarnings("unchecked")
    public <N, V> ListTable<N, V> listTable(TableSpec<N, V> spec) {
        StoredTable table = bindings.bind(StoredTable.Kind.LIST, spec, null);
        return (ListTable<N, V>)
                rowTables.computeIfAbsent(
                        spec.name(), each -> swept(spec, new CachedListTable<>(home, table, spec)));
    }

    private <T extends ObjectTable<?>> T swept(TableSpec<?, ?> spec, T table) {
        if (spec.sweep() != null) {
            sweeps.add(new StoredSweep(table, spec.sweep(), context.keyGroups()));
        }
        return table;
    }

    @Override
    public List<Object> keys(String table, int keyGroup) {
        List<Object> keys = new ArrayList<>();
        // All kinds but timers share their names, so any of them finds the table.
        StoredTable stored = catalog.find(StoredTable.Kind.VALUE, table);
        if (stored == null) {
            return keys;
        }
        byte[] from = RowKeys.keyGroupStart(stored.id(), keyGroup);
        byte[] to = RowKeys.keyGroupStart(stored.id(), keyGroup + 1);
        try (StoreIterator rows = cache.writeAll().iterate(from, to)) {
            while (rows.isValid()) {
                byte[] row = rows.key();
                int length = row.length - RowKeys.PREFIX_BYTES;
                BinaryInput source = new BinaryInput(row, RowKeys.PREFIX_BYTES, length);
                keys.add(scope.type().read(source));
                rows.seek(RowKeys.afterPrefix(Arrays.copyOf(row, source.position())));
            }
        }
        return keys;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <N> TimerQueue<Object, N> timers(String name, NamespaceType<N> namespaces) {
        boolean restored = catalog.find(StoredTable.Kind.TIMERS, name) != null;
        TableSpec<N, Object> spec = new TableSpec<>(name, namespaces, TypeInfo.unknown());
        StoredTable table = bindings.bind(StoredTable.Kind.TIMERS, spec, null);
        return (TimerQueue<Object, N>)
                timerQueues.computeIfAbsent(
                        name,
                        each -> new CachedTimerQueue<>(home, table.id(), namespaces, restored));
    }

    @Override
    public List<Timer<Object, ?>> timersOf(String timersName) {
        CachedTimerQueue<?> queue = timerQueues.get(timersName);
        return queue == null ? List.of() : queue.all();
    }

    @Override
    public SnapshotRun snapshot(long checkpointId, SnapshotStore target) {
        Mark mark = cache.mark(checkpointId);
        CachedSnapshot snapshot =
                new CachedSnapshot(name, context, mark, catalog.toBytes(), target);
        snapshots.values().removeIf(CachedSnapshot::isOver);
        snapshots.put(checkpointId, snapshot);
        return snapshot;
    }

    @Override
    public void checkpointCompleted(long checkpointId) {
        snapshots.remove(checkpointId);
        store.checkpointCompleted(checkpointId);
    }

    @Override
    public void checkpointAborted(long checkpointId) {
        CachedSnapshot unwanted = snapshots.remove(checkpointId);
        if (unwanted != null) {
            unwanted.cancel();
        }
        store.checkpointAborted(checkpointId);
    }

    @Override
    public void prefetch(Object[] keys, int[] keyHashes, int count) {
        if (count == 0 || !scope.isKnown(keys[0])) {
            return;
        }
        cache.upkeep();
        for (RowTable<?> table : rowTables.values()) {
            table.prefetch(keys, keyHashes, count);
        }
    }

    @Override
    public void sweep(int records) {
        for (StoredSweep sweep : sweeps) {
            sweep.run(records);
        }
    }

    @Override
    public long approximateBytes() {
        return cache.usedBytes() + store.approximateBytes();
    }

    /** Returns what the cache has done so far. */
    public Statistics statistics() {
        return cache.statistics();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        snapshots.values().forEach(CachedSnapshot::cancel);
        try (share;
                store) {
            cache.close();
        }
    }

    /**
     * What a cache has done so far.
     *
     * @param usedBytes of managed memory, as estimated
     * @param rows in memory
     * @param dirtyRows of these, how many are newer than the store
     * @param loaded rows that were looked for in the store, one by one
     * @param prefetched rows that were looked for in the store, many at once
     * @param evicted rows
     * @param written rows, between barriers and at evictions
     * @param waits how often the subtask had to write or wait for a marked epoch
     * @param waitedNanos how long that took
     */
    public record Statistics(
            long usedBytes,
            int rows,
            int dirtyRows,
            long loaded,
            long prefetched,
            long evicted,
            long written,
            long waits,
            long waitedNanos) {}
}
