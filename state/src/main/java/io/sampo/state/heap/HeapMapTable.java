/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.heap;

import io.sampo.core.io.BinaryOutput;
import io.sampo.core.type.KeyType;
import io.sampo.core.type.Serialization;
import io.sampo.core.type.ValueSerializer;
import io.sampo.state.backend.MapTable;
import io.sampo.state.backend.Sweep;
import io.sampo.state.backend.TableSpec;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Maps from user keys to objects, each a {@link PagedMap}; an empty one is not kept. */
final class HeapMapTable implements MapTable<Object, Object, Object>, HeapTable {
    private static final int FIRST_CAPACITY = 4;

    private final TableHome home;
    private final TableSpec<Object, Object> spec;
    private final TableMeta meta;
    private final KeyType<Object> userKeys;
    private final ValueSerializer<Object> serializer;
    private final CopyOnWrite copyOnWrite;
    private final Entries maps;
    private final @Nullable HeapSweep sweep;
    private long entryCount;

    HeapMapTable(
            TableHome home,
            TableSpec<Object, Object> spec,
            TableMeta meta,
            KeyType<Object> userKeys) {
        this.home = home;
        this.spec = spec;
        this.meta = meta;
        this.userKeys = userKeys;
        serializer = home.serializer(spec, meta);
        copyOnWrite = home.copyOnWrite();
        maps = home.entries(spec, PageValues.ENGINE);
        sweep = spec.sweep() == null ? null : new MapSweep(spec.sweep());
    }

    @Override
    public int touch(int[] keyHashes, int count) {
        return maps.touch(keyHashes, count);
    }

    @Override
    public void sweep(int records) {
        if (sweep != null) {
            maps.sweep(sweep, records);
        }
    }

    @Override
    public @Nullable Object get(Object namespace, Object userKey) {
        PagedMap map = (PagedMap) maps.get(namespace);
        if (map == null) {
            return null;
        }
        int hash = PagedMap.spread(userKeys.hash(userKey));
        Page page = map.page(hash);
        int slot = page.find(userKeys, userKey, hash);
        if (slot < 0) {
            return null;
        }
        return copyOnWrite.isAnyOpen() ? own(namespace, map, hash, slot) : page.value(slot);
    }

    private Object own(Object namespace, PagedMap map, int hash, int slot) {
        int segment = home.cursor().segment();
        Page page = map.page(hash);
        Object value = page.value(slot);
        if (!copyOnWrite.isNeeded(page, slot, segment)) {
            return value;
        }
        Object copy = serializer.copy(value);
        if (copy != value) {
            PagedMap writable = writable(namespace, map, segment);
            copyOnWrite.writableValues(writable, hash, segment).set(slot, copy);
        }
        return copy;
    }

    @Override
    public void put(Object namespace, Object userKey, Object value) {
        PagedMap map = (PagedMap) maps.get(namespace);
        if (map == null) {
            map =
                    new PagedMap(
                            copyOnWrite.current(),
                            FIRST_CAPACITY,
                            PageLayout.of(userKeys, false, PageValues.of(spec.valueType())));
            maps.put(namespace, map);
        }
        int segment = home.cursor().segment();
        map = writable(namespace, map, segment);
        int hash = PagedMap.spread(userKeys.hash(userKey));
        int slot = map.page(hash).find(userKeys, userKey, hash);
        if (slot >= 0) {
            copyOnWrite.writableValues(map, hash, segment).set(slot, value);
        } else {
            copyOnWrite.writableStructure(map, hash, segment);
            map.insert(~slot, hash, userKey, null, value);
            entryCount++;
        }
    }

    private PagedMap writable(Object namespace, PagedMap map, int segment) {
        PagedMap writable = copyOnWrite.writable(map, segment);
        if (writable != map) {
            maps.put(namespace, writable);
        }
        return writable;
    }

    @Override
    public void remove(Object namespace, Object userKey) {
        PagedMap map = (PagedMap) maps.get(namespace);
        if (map == null) {
            return;
        }
        int hash = PagedMap.spread(userKeys.hash(userKey));
        int slot = map.page(hash).find(userKeys, userKey, hash);
        if (slot < 0) {
            return;
        }
        entryCount--;
        if (map.size == 1) {
            maps.remove(namespace);
            return;
        }
        int segment = home.cursor().segment();
        map = writable(namespace, map, segment);
        copyOnWrite.writableStructure(map, hash, segment);
        map.remove(hash, slot);
    }

    @Override
    public boolean contains(Object namespace, Object userKey) {
        PagedMap map = (PagedMap) maps.get(namespace);
        if (map == null) {
            return false;
        }
        int hash = PagedMap.spread(userKeys.hash(userKey));
        return map.page(hash).find(userKeys, userKey, hash) >= 0;
    }

    @Override
    public boolean isEmpty(Object namespace) {
        return maps.get(namespace) == null;
    }

    @Override
    public Iterator<Map.Entry<Object, Object>> entries(Object namespace) {
        PagedMap map = (PagedMap) maps.get(namespace);
        if (map == null) {
            return Collections.emptyIterator();
        }
        return new MapEntries(this, namespace, map, copyOnWrite.isAnyOpen());
    }

    @Override
    public void clear(Object namespace) {
        PagedMap removed = (PagedMap) maps.remove(namespace);
        entryCount -= removed == null ? 0 : removed.size;
    }

    @Override
    public TableMeta meta() {
        return meta;
    }

    @Override
    public List<Segments> mark() {
        return maps.mark();
    }

    /** A row is key, namespace, number of entries, entries; a large map has a row for each page. */
    @Override
    public EntryRows writer(KeyType<Object> keys, Serialization serialization) {
        ValueSerializer<Object> values = home.serializer(spec, meta, serialization);
        return (outer, slot, target) -> {
            Page[] directory = ((PagedMap) outer.value(slot)).directory;
            for (int i = 0; i < directory.length; i++) {
                Page page = directory[i];
                if (PagedMap.isFirst(i, page) && page.size > 0) {
                    BinaryOutput row = target.row();
                    home.writeAddress(outer, slot, keys, spec.namespaces(), row);
                    writeEntries(page, values, row);
                }
            }
        };
    }

    private void writeEntries(Page page, ValueSerializer<Object> values, BinaryOutput row) {
        boolean[] wanted = new boolean[page.hashes.length];
        int count = 0;
        for (int slot = 0; slot < wanted.length; slot++) {
            wanted[slot] = page.hashes[slot] != 0 && !spec.isUnwanted(page.value(slot));
            count += wanted[slot] ? 1 : 0;
        }
        row.writeVarInt(count);
        for (int slot = 0; slot < wanted.length; slot++) {
            if (wanted[slot]) {
                userKeys.write(page.key(slot), row);
                values.write(page.value(slot), row);
            }
        }
    }

    @Override
    public RowReader reader(String schema) {
        ValueSerializer<Object> values = home.serializer(spec, meta.withSchema(schema));
        return (source, rows) -> {
            for (int i = 0; i < rows; i++) {
                Object namespace = home.readAddress(source, spec.namespaces());
                for (int count = source.readVarInt(); count > 0; count--) {
                    Object userKey = userKeys.read(source);
                    Object value = values.read(source);
                    if (value != null) {
                        put(namespace, userKey, value);
                    }
                }
            }
        };
    }

    @Override
    public void forgetKeyGroup() {
        maps.forgetKeyGroup();
        entryCount = 0;
    }

    @Override
    public long approximateBytes() {
        // a map of its own is taken for two entries, its arrays are counted with its entries
        return maps.arrayBytes() + (2 * maps.size() + 2 * entryCount) * TableHome.ENTRY_BYTES;
    }

    /** Looks at a large map page by page. */
    private final class MapSweep extends HeapSweep {
        private int nextPage;

        MapSweep(Sweep sweep) {
            super(home.cursor(), sweep);
        }

        @Override
        public int look(Page outer, int slot) {
            Page[] directory = ((PagedMap) outer.value(slot)).directory;
            int seen = 0;
            if (nextPage < directory.length && PagedMap.isFirst(nextPage, directory[nextPage])) {
                Page page = directory[nextPage];
                for (int i = 0; i < page.hashes.length; i++) {
                    if (page.hashes[i] != 0) {
                        seen++;
                        if (spec.isUnwanted(page.value(i))) {
                            found(outer, slot, page.key(i));
                        }
                    }
                }
            }
            nextPage = nextPage + 1 < directory.length ? nextPage + 1 : 0;
            return seen;
        }

        @Override
        public boolean isDone() {
            return nextPage == 0;
        }

        @Override
        void drop(Object namespace, @Nullable Object userKey) {
            remove(namespace, Objects.requireNonNull(userKey));
        }
    }

    /**
     * Walks through one map page by page. The entries of a page are taken aside before the first of
     * them is shown, since removing one moves others.
     */
    private static final class MapEntries implements Iterator<Map.Entry<Object, Object>> {
        private final HeapMapTable table;
        private final Object namespace;
        private final Object key;
        private final Page[] directory;

        /** Whether a snapshot may be open: then the table must decide whether to show a copy. */
        private final boolean askTable;

        private int nextPage;
        private Object[] keys = new Object[0];
        private Object[] values = keys;
        private int next;
        private @Nullable Object last;

        MapEntries(HeapMapTable table, Object namespace, PagedMap map, boolean askTable) {
            this.table = table;
            this.namespace = namespace;
            this.askTable = askTable;
            key = table.home.cursor().currentKey();
            directory = map.directory;
            advance();
        }

        @Override
        public boolean hasNext() {
            return next < keys.length;
        }

        @Override
        public Map.Entry<Object, Object> next() {
            if (next >= keys.length) {
                throw new NoSuchElementException("The map has no more entries");
            }
            checkKey();
            Object userKey = keys[next];
            Object value = askTable ? table.get(namespace, userKey) : values[next];
            if (value == null) {
                throw new IllegalStateException(
                        "The map changed while its entries were read: removed=" + userKey);
            }
            last = userKey;
            next++;
            if (next == keys.length) {
                advance();
            }
            return Map.entry(userKey, value);
        }

        @Override
        public void remove() {
            if (last == null) {
                throw new IllegalStateException("remove() is allowed once after each next()");
            }
            checkKey();
            table.remove(namespace, last);
            last = null;
        }

        /** Of another key, it would be another map that is changed. */
        private void checkKey() {
            KeyCursor cursor = table.home.cursor();
            Object current = cursor.currentKey();
            if (current != key && !cursor.type().same(current, key)) {
                throw new IllegalStateException(
                        "An iterator over a map is used after the current key has changed: key="
                                + key);
            }
        }

        /** Goes to the next page that has entries. */
        private void advance() {
            next = 0;
            keys = new Object[0];
            while (keys.length == 0 && nextPage < directory.length) {
                Page page = directory[nextPage];
                if (PagedMap.isFirst(nextPage, page) && page.size > 0) {
                    take(page);
                }
                nextPage++;
            }
        }

        private void take(Page page) {
            keys = new Object[page.size];
            values = new Object[page.size];
            int count = 0;
            for (int slot = 0; slot < page.hashes.length; slot++) {
                if (page.hashes[slot] != 0) {
                    keys[count] = page.key(slot);
                    values[count] = page.value(slot);
                    count++;
                }
            }
        }
    }
}
