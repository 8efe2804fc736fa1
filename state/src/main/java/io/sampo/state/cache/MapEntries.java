/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.cache;

import io.sampo.state.ordered.StoredEntries;
import java.util.AbstractMap;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Iterates over one map in the order of the keys' bytes: over what is in memory, and between that
 * over what is only in the store. A row in memory hides the stored one of its key, also if it says
 * that the entry was removed.
 */
final class MapEntries<N, U, V> implements Iterator<Map.Entry<U, V>> {
    private final CachedMapTable<N, U, V> table;
    private final N namespace;
    private final GroupRow group;
    private final Cached[] cached;
    private final @Nullable StoredEntries stored;
    private List<StoredEntries.Entry> chunk = List.of();
    private int nextCached;
    private int nextStored;
    private Map.@Nullable Entry<U, V> upcoming;
    private @Nullable U last;

    private record Cached(byte[] order, MapRow row, boolean live) {}

    MapEntries(
            CachedMapTable<N, U, V> table,
            N namespace,
            GroupRow group,
            @Nullable StoredEntries stored) {
        this.table = table;
        this.namespace = namespace;
        this.group = group;
        this.stored = stored;
        MapRow[] rows = group.rows();
        cached = new Cached[rows.length];
        for (int i = 0; i < rows.length; i++) {
            cached[i] =
                    new Cached(table.orderOf(rows[i].userKey()), rows[i], rows[i].value != null);
        }
        Arrays.sort(cached, (left, right) -> Arrays.compareUnsigned(left.order, right.order));
    }

    @Override
    public boolean hasNext() {
        if (upcoming == null) {
            upcoming = find();
        }
        return upcoming != null;
    }

    @Override
    public Map.Entry<U, V> next() {
        if (!hasNext()) {
            throw new NoSuchElementException("The map has no more entries");
        }
        Map.Entry<U, V> entry = Objects.requireNonNull(upcoming);
        upcoming = null;
        last = entry.getKey();
        return entry;
    }

    @Override
    public void remove() {
        U userKey = last;
        if (userKey == null) {
            throw new IllegalStateException("There is no entry to remove: call next() before");
        }
        checkKey();
        last = null;
        table.remove(namespace, userKey);
    }

    private Map.@Nullable Entry<U, V> find() {
        checkKey();
        while (true) {
            StoredEntries.Entry there = peekStored();
            Cached here = nextCached < cached.length ? cached[nextCached] : null;
            if (here == null && there == null) {
                return null;
            }
            int order =
                    here == null
                            ? 1
                            : there == null
                                    ? -1
                                    : Arrays.compareUnsigned(here.order, there.userKey());
            if (order >= 0) {
                nextStored++;
            }
            if (here != null && order <= 0) {
                nextCached++;
                if (here.live) {
                    return cachedEntry(here.row);
                }
            } else if (there != null) {
                return storedEntry(there);
            }
        }
    }

    private StoredEntries.@Nullable Entry peekStored() {
        if (stored == null) {
            return null;
        }
        if (nextStored == chunk.size()) {
            chunk = stored.nextChunk();
            nextStored = 0;
        }
        return nextStored < chunk.size() ? chunk.get(nextStored) : null;
    }

    @SuppressWarnings("unchecked")
    private Map.Entry<U, V> cachedEntry(MapRow row) {
        U userKey = (U) row.userKey();
        Object value = row.value;
        if (!row.indexed || table.cache.isFrozen(row)) {
            value = table.get(namespace, userKey);
        }
        if (value == null) {
            throw new IllegalStateException(
                    "The map changed while its entries were read: removed=" + userKey);
        }
        return new Entry(userKey, (V) value);
    }

    @SuppressWarnings("unchecked")
    private Map.Entry<U, V> storedEntry(StoredEntries.Entry entry) {
        return new Entry((U) table.readUserKey(entry.userKey()), table.read(entry.value()));
    }

    private void checkKey() {
        if (!table.isCurrent(group)) {
            throw new IllegalStateException(
                    "An iterator over a map is used after the current key has changed: key="
                            + group.key);
        }
    }

    private final class Entry extends AbstractMap.SimpleEntry<U, V> {
        private static final long serialVersionUID = 1L;

        Entry(U key, V value) {
            super(key, value);
        }

        @Override
        public V setValue(V value) {
            checkKey();
            table.put(namespace, getKey(), value);
            return super.setValue(value);
        }
    }
}
