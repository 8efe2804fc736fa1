/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.testkit;

import io.sampo.state.backend.BackendContext;
import io.sampo.state.backend.HandleChecks;
import io.sampo.state.backend.KeyedStateBackend;
import io.sampo.state.backend.StateBackend;
import io.sampo.state.cache.CachedKeyedBackend;
import io.sampo.state.keygroup.KeyGroupRange;
import io.sampo.state.memory.MemoryPool;
import io.sampo.state.ordered.RowKeys;
import io.sampo.state.ordered.StoreBatch;
import io.sampo.state.ordered.TableCatalog;
import io.sampo.state.snapshot.KeyedStateHandle;
import io.sampo.state.snapshot.SnapshotFiles;
import io.sampo.state.snapshot.StateFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;

/** The object cache over trees: what a simulator can hold in place of RocksDB. */
public final class InMemoryTierBackend implements StateBackend {
    private final MemoryPool pool;
    private final List<InMemoryOrderedStore> stores = new ArrayList<>();

    /** Creates a backend with so many bytes for all cached objects. */
    public InMemoryTierBackend(long objectBytes) {
        pool = new MemoryPool(objectBytes);
    }

    /** Returns the stores of the backends opened so far. */
    public List<InMemoryOrderedStore> stores() {
        return stores;
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public KeyedStateBackend<Object> open(BackendContext context, List<KeyedStateHandle> restored) {
        HandleChecks.check(name(), context, restored);
        InMemoryOrderedStore store = new InMemoryOrderedStore();
        TableCatalog catalog = new TableCatalog();
        for (KeyedStateHandle handle : restored) {
            restore(context, handle, catalog, store);
        }
        stores.add(store);
        return new CachedKeyedBackend(
                name(), context, store, catalog, pool.open(), Duration.ofMillis(50));
    }

    private static void restore(
            BackendContext context,
            KeyedStateHandle handle,
            TableCatalog catalog,
            InMemoryOrderedStore store) {
        TableCatalog theirs = TableCatalog.of(read(context.files(), handle, TableCatalog.ROLE));
        Map<Integer, Integer> ids = catalog.adopt(theirs);
        NavigableMap<byte[], byte[]> rows =
                InMemoryOrderedStore.read(read(context.files(), handle, InMemoryOrderedStore.ROLE));
        KeyGroupRange range = context.keyGroups().intersect(handle.keyGroups());
        StoreBatch batch = new StoreBatch();
        ids.forEach(
                (from, to) ->
                        rows.subMap(
                                        RowKeys.keyGroupStart(from, range.first()),
                                        RowKeys.keyGroupStart(from, range.last() + 1))
                                .forEach(
                                        (key, value) ->
                                                batch.put(RowKeys.withTable(key, to), value)));
        store.write(batch);
    }

    private static byte[] read(SnapshotFiles files, KeyedStateHandle handle, String role) {
        StateFile file = Objects.requireNonNull(handle.files().get(role), role);
        try (InputStream source = files.open(file)) {
            return source.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {}
}
