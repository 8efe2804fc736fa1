/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.backend.internal;

import io.sampo.state.backend.MapTable;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Maps whose entries expire, each by itself.
 *
 * @param <N> type of the namespaces
 * @param <U> type of the maps' keys
 * @param <V> type of the maps' values
 */
public final class ExpiringMaps<N, U, V> implements MapTable<N, U, V> {
    private final MapTable<N, U, Expiring<V>> table;
    private final TimeToLive life;

    /** Creates the table on that of the values with their times. */
    public ExpiringMaps(MapTable<N, U, Expiring<V>> table, TimeToLive life) {
        this.table = table;
        this.life = life;
    }

    @Override
    public @Nullable V get(N namespace, U userKey) {
        life.accessed();
        Expiring<V> stored = table.get(namespace, userKey);
        if (stored == null) {
            return null;
        }
        if (life.isExpired(stored)) {
            table.remove(namespace, userKey);
            return life.showsExpired() ? stored.value() : null;
        }
        if (life.isToBeStampedAnew(stored)) {
            put(namespace, userKey, stored.value());
        }
        return stored.value();
    }

    @Override
    public void put(N namespace, U userKey, V value) {
        life.accessed();
        table.put(namespace, userKey, life.stamped(value));
    }

    @Override
    public void remove(N namespace, U userKey) {
        table.remove(namespace, userKey);
    }

    @Override
    public boolean contains(N namespace, U userKey) {
        return get(namespace, userKey) != null;
    }

    @Override
    public boolean isEmpty(N namespace) {
        return !entries(namespace).hasNext();
    }

    @Override
    public Iterator<Map.Entry<U, V>> entries(N namespace) {
        life.accessed();
        return new Entries(namespace, table.entries(namespace));
    }

    @Override
    public void clear(N namespace) {
        table.clear(namespace);
    }

    /** Drops what has expired on its way. What it shows next has been looked for already. */
    private final class Entries implements Iterator<Map.Entry<U, V>> {
        private final N namespace;
        private final Iterator<Map.Entry<U, Expiring<V>>> stored;
        private Map.@Nullable Entry<U, V> upcoming;
        private @Nullable U last;

        Entries(N namespace, Iterator<Map.Entry<U, Expiring<V>>> stored) {
            this.namespace = namespace;
            this.stored = stored;
        }

        @Override
        public boolean hasNext() {
            while (upcoming == null && stored.hasNext()) {
                Map.Entry<U, Expiring<V>> entry = stored.next();
                U userKey = entry.getKey();
                Expiring<V> value = entry.getValue();
                boolean expired = life.isExpired(value);
                if (expired) {
                    stored.remove();
                } else if (life.isToBeStampedAnew(value)) {
                    put(namespace, userKey, value.value());
                }
                if (!expired || life.showsExpired()) {
                    upcoming = Map.entry(userKey, value.value());
                }
            }
            return upcoming != null;
        }

        @Override
        public Map.Entry<U, V> next() {
            if (!hasNext() || upcoming == null) {
                throw new NoSuchElementException("The map has no more entries");
            }
            Map.Entry<U, V> entry = upcoming;
            upcoming = null;
            last = entry.getKey();
            return entry;
        }

        @Override
        public void remove() {
            if (last == null) {
                throw new IllegalStateException("remove() is allowed once after each next()");
            }
            table.remove(namespace, last);
            last = null;
        }
    }
}
