/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.cache;

import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;
import io.sampo.core.type.KeyType;
import io.sampo.state.backend.MapTable;
import io.sampo.state.backend.NoNamespace;
import io.sampo.state.backend.TableSpec;
import io.sampo.state.ordered.StoredEntries;
import io.sampo.state.ordered.StoredTable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table of maps: a row for each entry, those of a map ordered by the user's key. Small maps that
 * are iterated over are kept whole in memory, so that iterating again needs no store.
 */
final class CachedMapTable<N, U, V> extends ObjectTable<V> implements MapTable<N, U, V> {
    /** A map of more stored entries is not brought into memory as a whole. */
    private static final int WHOLE_ENTRIES = 256;

    private static final int WHOLE_SHARE = 16;
    private static final int CHUNK = 256;

    private final KeyType<Object> userKeys;
    private final BinaryOutput scratch = new BinaryOutput();
    private @Nullable GroupRow current;
    private Object currentNamespace = NoNamespace.INSTANCE;
    private long currentVersion;

    CachedMapTable(
            TableHome home, StoredTable stored, TableSpec<N, V> spec, Class<U> userKeyClass) {
        super(home, stored, spec);
        this.userKeys = KeyType.of(userKeyClass);
    }

    @Override
    @SuppressWarnings("unchecked")
    public @Nullable V get(N namespace, U userKey) {
        return (V) valueForReading(group(namespace), userKey);
    }

    @Override
    public void put(N namespace, U userKey, V value) {
        GroupRow group = group(namespace);
        ObjectRow row = find(group, userKey);
        if (row == null) {
            check(value);
            change(addRow(group, userKey, value));
            return;
        }
        ObjectRow changing = cache.forChange(row);
        Object old = changing.value;
        if (old != value || changing.isMeasureDue()) {
            check(value);
            group.countLive(old, value);
            changing.value = value;
            cache.resize(changing, measure(value));
        }
        change(changing);
    }

    @Override
    public void remove(N namespace, U userKey) {
        GroupRow group = group(namespace);
        ObjectRow row = find(group, userKey);
        if (row != null) {
            removeValue(group, row);
        } else if (!group.complete) {
            change(addRow(group, userKey, null));
        }
    }

    @Override
    public boolean contains(N namespace, U userKey) {
        return valueForReading(group(namespace), userKey) != null;
    }

    @Override
    public boolean isEmpty(N namespace) {
        GroupRow group = group(namespace);
        if (group.live() > 0) {
            return false;
        }
        return group.complete || !entries(namespace).hasNext();
    }

    @Override
    public Iterator<Map.Entry<U, V>> entries(N namespace) {
        GroupRow group = group(namespace);
        if (!group.complete) {
            loadIfSmall(group);
        }
        StoredEntries stored =
                group.complete ? null : new StoredEntries(cache::reader, prefix(group), CHUNK);
        return new MapEntries<>(this, namespace, group, stored);
    }

    @Override
    public void clear(N namespace) {
        GroupRow group = group(namespace);
        group.pinned = true;
        try {
            for (MapRow row : group.rows()) {
                if (row.indexed) {
                    removeValue(group, row);
                }
            }
            if (!group.complete) {
                removeStored(group);
                group.complete = true;
            }
        } finally {
            group.pinned = false;
        }
    }

    /** Returns the value as it may be handed out. */
    @Nullable Object valueForReading(GroupRow group, Object userKey) {
        ObjectRow row = find(group, userKey);
        if (row == null) {
            if (group.complete) {
                return null;
            }
            byte[] stored = cache.load(storeKey(group, userKey));
            return addRow(group, userKey, load(stored)).value;
        }
        ObjectRow readable = cache.forReading(row);
        readable.referenced = true;
        return readable.value;
    }

    /** Returns the group of the current key's map. */
    private GroupRow group(Object namespace) {
        GroupRow group = current;
        if (group != null
                && currentVersion == scope.version()
                && (currentNamespace == namespace || currentNamespace.equals(namespace))) {
            return group;
        }
        Object key = scope.key();
        int hash = hashOf(scope.hash(), namespace);
        ObjectRow found = cache.find(this, hash, key, namespace, null);
        if (found instanceof GroupRow known) {
            group = known;
            group.referenced = true;
        } else {
            group = new GroupRow(this, key, scope.hash(), namespace, hash);
            cache.add(group, 0);
        }
        current = group;
        currentNamespace = namespace;
        currentVersion = scope.version();
        return group;
    }

    private @Nullable ObjectRow find(GroupRow group, Object userKey) {
        return cache.find(this, rowHash(group, userKey), group.key, group.namespace, userKey);
    }

    private int rowHash(GroupRow group, Object userKey) {
        return RowIndex.mix(group.hash * 31 + userKeys.hash(userKey));
    }

    /**
     * The row is linked first: a group with rows is not evicted while room is made for one more.
     */
    private MapRow addRow(GroupRow group, Object userKey, @Nullable Object value) {
        MapRow row = new MapRow(this, group, userKey, rowHash(group, userKey));
        row.value = value;
        group.link(row);
        cache.add(row, measure(value));
        return row;
    }

    private void removeValue(GroupRow group, ObjectRow row) {
        if (row.value != null) {
            ObjectRow changing = cache.forChange(row);
            group.countLive(changing.value, null);
            changing.value = null;
            cache.resize(changing, 0);
            change(changing);
        }
    }

    private void change(ObjectRow row) {
        row.referenced = true;
        cache.changed(row);
    }

    /** Returns whether that is the group of the current key. */
    boolean isCurrent(GroupRow group) {
        return scope.type().same(scope.key(), group.key);
    }

    /** A row of the group was evicted. */
    void rowGone(GroupRow group) {
        if (group.size() == 0 && !group.complete && !group.pinned) {
            cache.drop(group);
        }
    }

    /** Brings a map into memory as a whole, unless it is large. */
    private void loadIfSmall(GroupRow group) {
        StoredEntries stored = new StoredEntries(cache::reader, prefix(group), WHOLE_ENTRIES + 1);
        List<StoredEntries.Entry> entries = stored.nextChunk();
        if (entries.size() > WHOLE_ENTRIES) {
            return;
        }
        long bytes = 0;
        for (StoredEntries.Entry entry : entries) {
            bytes += entry.value().length + ObjectRow.OVERHEAD;
        }
        if (bytes * WHOLE_SHARE > cache.budget()) {
            return;
        }
        // first all look-ups, then all additions: an addition may evict, and so make stale what was
        // read
        List<Map.Entry<Object, byte[]>> missing = new ArrayList<>();
        for (StoredEntries.Entry entry : entries) {
            Object userKey = readUserKey(entry.userKey());
            if (find(group, userKey) == null) {
                missing.add(Map.entry(userKey, entry.value()));
            }
        }
        group.pinned = true;
        // evicting one of the rows takes this back
        group.complete = true;
        for (Map.Entry<Object, byte[]> entry : missing) {
            addRow(group, entry.getKey(), load(entry.getValue()));
        }
        group.pinned = false;
    }

    private void removeStored(GroupRow group) {
        StoredEntries stored = new StoredEntries(cache::reader, prefix(group), CHUNK);
        while (true) {
            List<StoredEntries.Entry> entries = stored.nextChunk();
            if (entries.isEmpty()) {
                return;
            }
            for (StoredEntries.Entry entry : entries) {
                Object userKey = readUserKey(entry.userKey());
                if (find(group, userKey) == null) {
                    change(addRow(group, userKey, null));
                }
            }
        }
    }

    private byte[] prefix(GroupRow group) {
        return storeKey(group.key, group.keyHash, group.namespace);
    }

    private byte[] storeKey(GroupRow group, Object userKey) {
        scope.start(scratch, id, group.key, group.keyHash);
        writeNamespace(group.namespace, scratch);
        userKeys.write(userKey, scratch);
        return scratch.toByteArray();
    }

    void writeUserKey(Object userKey, BinaryOutput target) {
        userKeys.write(userKey, target);
    }

    byte[] orderOf(Object userKey) {
        scratch.clear();
        userKeys.write(userKey, scratch);
        return scratch.toByteArray();
    }

    Object readUserKey(byte[] bytes) {
        return userKeys.read(new BinaryInput(bytes));
    }

    @Override
    boolean isRowOf(ObjectRow row, Object key, Object namespace, @Nullable Object userKey) {
        Object rowUserKey = row.userKey();
        if (userKey == null || rowUserKey == null) {
            return userKey == rowUserKey && super.isRowOf(row, key, namespace, null);
        }
        return userKeys.same(rowUserKey, userKey) && super.isRowOf(row, key, namespace, null);
    }

    @Override
    boolean holdsUnwanted(byte[] stored) {
        return isUnwanted(read(stored));
    }

    @Override
    @SuppressWarnings("unchecked")
    void dropUnwanted(BinaryInput address) {
        N namespace = (N) readNamespace(address);
        U userKey = (U) userKeys.read(address);
        V value = get(namespace, userKey);
        if (value != null && isUnwanted(value)) {
            remove(namespace, userKey);
        }
    }

    @Override
    @Nullable Object load(byte @Nullable [] stored) {
        return stored == null ? null : read(stored);
    }

    @Override
    @SuppressWarnings("unchecked")
    Object copyOf(Object frozen, int frozenEpoch) {
        return serializer().copy((V) frozen);
    }
}
