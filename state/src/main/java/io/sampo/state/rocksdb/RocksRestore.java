/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.rocksdb;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.state.backend.BackendContext;
import io.sampo.state.keygroup.KeyGroupRange;
import io.sampo.state.ordered.CatalogFile;
import io.sampo.state.ordered.RowKeys;
import io.sampo.state.ordered.StoreBatch;
import io.sampo.state.ordered.StoreIterator;
import io.sampo.state.ordered.StoredTable;
import io.sampo.state.ordered.TableCatalog;
import io.sampo.state.snapshot.KeyedStateHandle;
import io.sampo.state.snapshot.StateFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/**
 * Makes a store from handles. The handle that fits best is opened as it is, what does not belong
 * here is cut off, and the rows of the others are copied, table by table. If no handle is for its
 * greater part about key groups owned here, everything is copied: cutting most of a store off would
 * leave its dead rows to every following checkpoint.
 */
final class RocksRestore {
    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final int MAX_BATCH_BYTES = 1 << 20;
    private static final int NO_BASE = -1;

    private final RocksMemory memory;
    private final BackendContext context;
    private final WorkDirectory directory;
    private TableCatalog catalog = new TableCatalog();

    RocksRestore(RocksMemory memory, BackendContext context, WorkDirectory directory) {
        this.memory = memory;
        this.context = context;
        this.directory = directory;
    }

    /** Returns the tables of the store that was restored. */
    TableCatalog catalog() {
        return catalog;
    }

    /** Returns a store with the rows of all handles that belong here. */
    RocksStore open(List<KeyedStateHandle> handles) {
        int base = best(handles);
        // The small files first: what is damaged should be known early.
        List<TableCatalog> catalogs = new ArrayList<>();
        handles.forEach(handle -> catalogs.add(readCatalog(handle)));
        fetch(handles, base);
        RocksStore store =
                base == NO_BASE
                        ? RocksStore.open(memory, directory, false, new UploadedFiles(Map.of()))
                        : openBase(handles.get(base), catalogs.get(base));
        boolean complete = false;
        try {
            for (int i = 0; i < handles.size(); i++) {
                if (i != base) {
                    copy(handles.get(i), catalogs.get(i), directory.restored(i), store);
                }
            }
            complete = true;
            return store;
        } finally {
            if (!complete) {
                store.close();
            }
        }
    }

    private int best(List<KeyedStateHandle> handles) {
        int best = NO_BASE;
        int most = 0;
        for (int i = 0; i < handles.size(); i++) {
            KeyGroupRange stored = handles.get(i).keyGroups();
            int owned = owned(handles.get(i)).size();
            if (owned > most && 2 * owned >= stored.size()) {
                best = i;
                most = owned;
            }
        }
        return best;
    }

    private RocksStore openBase(KeyedStateHandle handle, TableCatalog tables) {
        catalog = tables;
        Map<String, StateFile> shared = new HashMap<>();
        for (String role : handle.sharedRoles()) {
            shared.put(role, file(handle, role));
        }
        RocksStore store = RocksStore.open(memory, directory, true, new UploadedFiles(shared));
        KeyGroupRange stored = handle.keyGroups();
        KeyGroupRange owned = owned(handle);
        boolean complete = false;
        try {
            for (StoredTable table : catalog.tables()) {
                cutOff(store, table.id(), stored.first(), owned.first());
                cutOff(store, table.id(), owned.last() + 1, stored.last() + 1);
            }
            complete = true;
            return store;
        } finally {
            if (!complete) {
                store.close();
            }
        }
    }

    private static void cutOff(RocksStore store, int tableId, int from, int to) {
        if (from < to) {
            store.deleteRange(
                    RowKeys.keyGroupStart(tableId, from), RowKeys.keyGroupStart(tableId, to));
        }
    }

    private void copy(KeyedStateHandle handle, TableCatalog tables, Path from, RocksStore target) {
        KeyGroupRange range = owned(handle);
        if (range.isEmpty()) {
            return;
        }
        Map<Integer, Integer> tableIds = catalog.adopt(tables);
        try (Options options = memory.options(false);
                RocksDB source = RocksDB.openReadOnly(options, from.toString())) {
            for (Map.Entry<Integer, Integer> ids : tableIds.entrySet()) {
                byte[] first = RowKeys.keyGroupStart(ids.getKey(), range.first());
                byte[] end = RowKeys.keyGroupStart(ids.getKey(), range.last() + 1);
                try (StoreIterator rows = new RocksIteratorRows(source, from, null, first, end)) {
                    copyRows(rows, ids.getValue(), target, from);
                }
            }
        } catch (RocksDBException failure) {
            throw RocksFailures.ofRestored("open what was restored", from, failure);
        }
        directory.files().deleteRecursively(from);
    }

    /** A few rows go the way of others; many are taken in as files. */
    private void copyRows(StoreIterator rows, int tableId, RocksStore target, Path scratch) {
        StoreBatch few = new StoreBatch();
        for (; rows.isValid() && few.bytes().length() < MAX_BATCH_BYTES; rows.next()) {
            few.put(RowKeys.withTable(rows.key(), tableId), rows.value());
        }
        target.write(few);
        if (!rows.isValid()) {
            return;
        }
        try (RowFiles files = new RowFiles(memory, scratch)) {
            for (; rows.isValid(); rows.next()) {
                files.put(RowKeys.withTable(rows.key(), tableId), rows.value());
            }
            target.takeIn(files.finish());
        }
    }

    private KeyGroupRange owned(KeyedStateHandle handle) {
        return handle.keyGroups().intersect(context.keyGroups());
    }

    /** Gets the files of all handles, side by side. */
    private void fetch(List<KeyedStateHandle> handles, int base) {
        List<Runnable> fetches = new ArrayList<>();
        for (int i = 0; i < handles.size(); i++) {
            if (!owned(handles.get(i)).isEmpty()) {
                Path target = i == base ? directory.database() : directory.restored(i);
                directory.files().createDirectories(target);
                fetches.addAll(fetches(handles.get(i), target));
            }
        }
        FileFetches.run(fetches, context.ioExecutor());
    }

    private List<Runnable> fetches(KeyedStateHandle handle, Path target) {
        List<Runnable> fetches = new ArrayList<>();
        for (Map.Entry<String, StateFile> file : handle.files().entrySet()) {
            String role = file.getKey();
            if (role.equals(TableCatalog.ROLE)) {
                continue;
            }
            if (!FILE_NAME.matcher(role).matches()) {
                throw damaged("A checkpoint names a file that no snapshot has: role=" + role);
            }
            fetches.add(() -> fetch(file.getValue(), target.resolve(role)));
        }
        return fetches;
    }

    private void fetch(StateFile file, Path target) {
        try {
            context.files().fetch(file, target);
        } catch (IOException failure) {
            throw CatalogFile.unreadable(context.operator().name(), file, failure);
        }
    }

    private TableCatalog readCatalog(KeyedStateHandle handle) {
        return CatalogFile.read(context.operator().name(), handle, context.files());
    }

    private StateFile file(KeyedStateHandle handle, String role) {
        StateFile file = handle.files().get(role);
        if (file == null) {
            throw damaged("A checkpoint lacks a file: role=" + role);
        }
        return file;
    }

    private StreamException damaged(String message) {
        return new StreamException(
                ErrorCode.CHECKPOINT_DAMAGED,
                message + " operator=" + context.operator() + ". Restore another checkpoint.");
    }
}
