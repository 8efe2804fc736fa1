/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.heap;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.type.KeyType;
import io.sampo.core.type.Serialization;
import io.sampo.state.backend.BackendContext;
import io.sampo.state.backend.ForgettingBackend;
import io.sampo.state.backend.ListTable;
import io.sampo.state.backend.MapTable;
import io.sampo.state.backend.NamespaceType;
import io.sampo.state.backend.SnapshotRun;
import io.sampo.state.backend.TableSpec;
import io.sampo.state.backend.TimerQueue;
import io.sampo.state.backend.TimerQueue.Timer;
import io.sampo.state.backend.ValueTable;
import io.sampo.state.heap.TableMeta.Kind;
import io.sampo.state.keygroup.KeyGroupRange;
import io.sampo.state.snapshot.KeyedStateHandle;
import io.sampo.state.snapshot.SnapshotStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Keyed state as objects in memory. */
final class HeapKeyedBackend implements ForgettingBackend<Object> {
    private final BackendContext context;
    private final KeyCursor cursor;
    private final TableHome home;
    private final CopyOnWrite copyOnWrite = new CopyOnWrite();
    private final RestoredState restored;
    private final Map<String, HeapTable> tables = new LinkedHashMap<>();

    /** The view is made at its first use, a branch that is not for the way of each frame. */
    private final Collection<HeapTable> allTables = tables.values();

    private final List<HeapTable> swept = new ArrayList<>();
    private final Map<String, HeapTimerQueue> timers = new LinkedHashMap<>();

    /** What keeps the look at rows from being left out by the compiler. */
    @SuppressWarnings("UnusedVariable")
    private int seen;

    /** By checkpoint; those that are over go at the next mark. */
    private final Map<Long, HeapSnapshotRun> runs = new HashMap<>();

    HeapKeyedBackend(BackendContext context, List<KeyedStateHandle> handles) {
        this.context = context;
        cursor = new KeyCursor(context);
        Serialization serialization = context.serialization().create();
        home = new TableHome(context, cursor, copyOnWrite, serialization);
        restored = new RestoredState(context, cursor);
        for (KeyedStateHandle handle : handles) {
            SnapshotReader.read(context, handle, restored);
        }
    }

    @Override
    public void setCurrentKey(Object key, int keyHash) {
        cursor.setCurrentKey(key, keyHash);
    }

    @Override
    public void clearCurrentKey() {
        cursor.clearCurrentKey();
    }

    @Override
    public Object currentKey() {
        return cursor.currentKey();
    }

    @Override
    public int currentKeyHash() {
        return cursor.currentKeyHash();
    }

    @Override
    public void forgetCurrentKey() {
        for (HeapTable table : tables.values()) {
            table.forgetKeyGroup();
        }
        for (HeapTimerQueue queue : timers.values()) {
            queue.forgetKeyGroup();
        }
        cursor.clearCurrentKey();
    }

    @Override
    public KeyGroupRange keyGroups() {
        return context.keyGroups();
    }

    // The tables see keys, namespaces and values as objects; the specs make sure of the types.

    @Override
    @SuppressWarnings("unchecked")
    public <N, V> ValueTable<N, V> valueTable(TableSpec<N, V> spec) {
        TableSpec<Object, Object> any = (TableSpec<Object, Object>) spec;
        TableMeta meta = TableMeta.of(Kind.VALUE, spec, "", home.serialization());
        return (ValueTable<N, V>)
                bind(meta, spec, tables, bound -> new HeapValueTable(home, any, bound));
    }

    @Override
    @SuppressWarnings("unchecked")
    public <N, U, V> MapTable<N, U, V> mapTable(TableSpec<N, V> spec, Class<U> userKeyClass) {
        TableSpec<Object, Object> any = (TableSpec<Object, Object>) spec;
        KeyType<Object> userKeys = KeyType.of(userKeyClass);
        TableMeta meta =
                TableMeta.of(Kind.MAP, spec, KeyType.describe(userKeyClass), home.serialization());
        return (MapTable<N, U, V>)
                bind(meta, spec, tables, bound -> new HeapMapTable(home, any, bound, userKeys));
    }

    @Override
    @SuppressWarnings("unchecked")
    public <N, V> ListTable<N, V> listTable(TableSpec<N, V> spec) {
        TableSpec<Object, Object> any = (TableSpec<Object, Object>) spec;
        TableMeta meta = TableMeta.of(Kind.LIST, spec, "", home.serialization());
        return (ListTable<N, V>)
                bind(meta, spec, tables, bound -> new HeapListTable(home, any, bound));
    }

    @Override
    public List<Object> keys(String table, int keyGroup) {
        HeapTable known = tables.get(table);
        List<Object> keys = new ArrayList<>();
        for (Segments segments : known == null ? List.<Segments>of() : known.mark()) {
            segments.addKeysTo(keyGroup - keyGroups().first(), keys);
        }
        return keys;
    }

    @Override
    public boolean walksNamespaces() {
        return true;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <N> TimerQueue<Object, N> timers(String name, NamespaceType<N> namespaces) {
        NamespaceType<Object> any = (NamespaceType<Object>) namespaces;
        TableMeta meta = TableMeta.ofTimers(name, namespaces);
        return (TimerQueue<Object, N>)
                bind(meta, null, timers, bound -> new HeapTimerQueue(home, bound, any));
    }

    @Override
    public List<Timer<Object, ?>> timersOf(String name) {
        HeapTimerQueue queue = timers.get(name);
        return queue == null ? List.of() : queue.all();
    }

    private <T extends HeapTable> T bind(
            TableMeta wanted,
            @Nullable TableSpec<?, ?> spec,
            Map<String, T> bound,
            Function<TableMeta, T> maker) {
        T known = bound.get(wanted.name());
        if (known != null) {
            checkSame(known.meta(), wanted);
            return known;
        }
        T made = maker.apply(wanted);
        RestoredTable rows = restored.find(wanted);
        if (rows != null) {
            String schema =
                    spec == null
                            ? ""
                            : home.serialization()
                                    .checkSchema(
                                            rows.meta().schema(),
                                            spec.valueType(),
                                            home.place(wanted.name()));
            Object key = cursor.keyOrNull();
            int keyHash = cursor.currentKeyHash();
            read(rows, made, schema);
            cursor.reset(key, keyHash);
            restored.forget(rows);
        }
        bound.put(wanted.name(), made);
        if (spec != null && spec.sweep() != null) {
            swept.add(made);
        }
        return made;
    }

    private void read(RestoredTable rows, HeapTable table, String schema) {
        try {
            rows.readBy(table.reader(schema));
        } catch (StreamException e) {
            throw new StreamException(
                    e.code(),
                    "Stored state cannot be read: "
                            + home.place(table.meta().name())
                            + " stored="
                            + rows.meta().describe()
                            + " storedSchema="
                            + rows.meta().schema()
                            + " schema="
                            + table.meta().schema(),
                    e);
        }
    }

    private void checkSame(TableMeta first, TableMeta second) {
        if (!first.fits(second)) {
            throw new StreamException(
                    ErrorCode.INVALID_PROGRAM,
                    "Two states of one operator have the same name: operator='"
                            + context.operator()
                            + "' state='"
                            + first.name()
                            + "' first="
                            + first.describe()
                            + " second="
                            + second.describe()
                            + ". Give one of them another name.");
        }
    }

    @Override
    public SnapshotRun snapshot(long checkpointId, SnapshotStore store) {
        runs.values().removeIf(HeapSnapshotRun::isReleased);
        CopyOnWrite.Progress progress = copyOnWrite.mark();
        List<MarkedTable> marked = new ArrayList<>();
        for (HeapTable table : tables.values()) {
            marked.add(new MarkedTable.Live(table));
        }
        for (HeapTimerQueue queue : timers.values()) {
            marked.add(new MarkedTable.Live(queue));
        }
        for (RestoredTable table : restored.rest()) {
            marked.add(new MarkedTable.Kept(table));
        }
        HeapSnapshotRun run =
                new HeapSnapshotRun(context, store, progress, cursor.typeOrNull(), marked);
        runs.put(checkpointId, run);
        return run;
    }

    @Override
    public void checkpointCompleted(long checkpointId) {
        runs.remove(checkpointId);
    }

    @Override
    public void checkpointAborted(long checkpointId) {
        HeapSnapshotRun run = runs.remove(checkpointId);
        if (run != null) {
            run.cancel();
        }
    }

    @Override
    public void prefetch(Object[] keys, int[] keyHashes, int count) {
        for (HeapTable table : allTables) {
            seen += table.touch(keyHashes, count);
        }
    }

    @Override
    public void sweep(int records) {
        for (HeapTable table : swept) {
            table.sweep(records);
        }
    }

    @Override
    public long approximateBytes() {
        long bytes = 0;
        for (HeapTable table : tables.values()) {
            bytes += table.approximateBytes();
        }
        for (HeapTimerQueue queue : timers.values()) {
            bytes += queue.approximateBytes();
        }
        for (RestoredTable table : restored.rest()) {
            bytes += table.bytes();
        }
        return bytes;
    }

    @Override
    public void close() {
        runs.values().forEach(HeapSnapshotRun::cancel);
        runs.clear();
        tables.clear();
        timers.clear();
    }
}
