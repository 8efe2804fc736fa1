/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.heap;

import io.sampo.core.type.ValueSerializer;
import io.sampo.state.backend.NamespaceRows;
import io.sampo.state.keygroup.KeyGroups;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Entries of namespaces that many keys have in common: first by namespace, then by key group and
 * key. So the entries of a namespace lie together, are walked through in the order in which they
 * lie, and go all at once. Remembers where the current key's entry is, as {@link EntryTable} does.
 */
final class SharedEntries implements Entries, NamespaceRows<Object> {
    private static final int FIRST_CAPACITY = 8;

    private final KeyCursor cursor;
    private final CopyOnWrite copyOnWrite;
    private final int segmentCount;
    private final PageValues values;
    private final Map<Object, NamespaceMaps> namespaces = new HashMap<>();

    /** Those of the last look-up: rows come for one namespace for a while. */
    private @Nullable NamespaceMaps recent;

    private long slotVersion = -1;
    private int slotHash;
    private int slot;

    private NamespaceMaps.@Nullable Walk walk;
    private @Nullable NamespaceMaps walked;

    SharedEntries(KeyCursor cursor, CopyOnWrite copyOnWrite, int segmentCount, PageValues values) {
        this.cursor = cursor;
        this.copyOnWrite = copyOnWrite;
        this.segmentCount = segmentCount;
        this.values = values;
    }

    @Override
    public @Nullable Object get(Object namespace) {
        NamespaceMaps maps = locate(namespace);
        return maps == null ? null : pageIn(maps).value(slot);
    }

    @Override
    public @Nullable Object getOwned(Object namespace, ValueSerializer<Object> copier) {
        NamespaceMaps maps = locate(namespace);
        if (maps == null) {
            return null;
        }
        Page page = pageIn(maps);
        Object value = page.value(slot);
        if (!copyOnWrite.isAnyOpen() || !copyOnWrite.isNeeded(page, slot, cursor.segment())) {
            return value;
        }
        Object copy = copier.copy(value);
        if (copy != value) {
            writablePage(maps).set(slot, copy);
        }
        return copy;
    }

    @Override
    public void put(Object namespace, Object value) {
        NamespaceMaps maps = locate(namespace);
        if (maps == null) {
            insert(namespace, value);
        } else if (copyOnWrite.isAnyOpen()) {
            writablePage(maps).set(slot, value);
        } else {
            pageIn(maps).setValue(slot, value);
        }
    }

    private void insert(Object namespace, Object value) {
        NamespaceMaps maps = mapsOf(namespace);
        if (maps == null) {
            maps = new NamespaceMaps(namespace, segmentCount);
            namespaces.put(namespace, maps);
            recent = maps;
        }
        int segment = cursor.segment();
        PagedMap map = maps.at(segment);
        if (map == null) {
            map = new PagedMap(copyOnWrite.current(), FIRST_CAPACITY, true, values);
            maps.set(segment, map);
            slotHash = PagedMap.spread(cursor.currentKeyHash());
            slot = ~map.page(slotHash).free(slotHash);
        }
        map = writableStructure(maps, segment);
        slot = map.insert(~slot, slotHash, cursor.currentKey(), namespace, value);
        slotVersion = cursor.version();
        maps.size++;
    }

    @Override
    public @Nullable Object remove(Object namespace) {
        NamespaceMaps maps = locate(namespace);
        if (maps == null) {
            return null;
        }
        PagedMap map = writableStructure(maps, cursor.segment());
        Object removed = map.page(slotHash).value(slot);
        map.remove(slotHash, slot);
        slotVersion = -1;
        shrunk(maps, 1);
        return removed;
    }

    private void shrunk(NamespaceMaps maps, int rows) {
        maps.size -= rows;
        if (maps.size == 0) {
            forget(maps);
        }
    }

    private void forget(NamespaceMaps maps) {
        namespaces.remove(maps.namespace);
        if (recent == maps) {
            recent = null;
        }
        slotVersion = -1;
    }

    @Override
    public void forgetKeyGroup() {
        int segment = cursor.segment();
        for (NamespaceMaps maps : List.copyOf(namespaces.values())) {
            PagedMap map = maps.at(segment);
            if (map != null) {
                maps.set(segment, null);
                shrunk(maps, map.size);
            }
        }
        slotVersion = -1;
    }

    private @Nullable NamespaceMaps mapsOf(Object namespace) {
        NamespaceMaps known = recent;
        if (known != null && (known.namespace == namespace || known.namespace.equals(namespace))) {
            return known;
        }
        NamespaceMaps found = namespaces.get(namespace);
        if (found != null) {
            recent = found;
            slotVersion = -1;
        }
        return found;
    }

    /** Finds the current key's entry; returns null if there is none. */
    private @Nullable NamespaceMaps locate(Object namespace) {
        NamespaceMaps maps = mapsOf(namespace);
        if (maps == null) {
            return null;
        }
        if (slotVersion != cursor.version()) {
            int hash = PagedMap.spread(cursor.currentKeyHash());
            PagedMap map = maps.at(cursor.segment());
            slotHash = hash;
            slot = map == null ? -1 : map.page(hash).find(cursor.type(), cursor.currentKey(), hash);
            slotVersion = cursor.version();
        }
        return slot < 0 ? null : maps;
    }

    /** Returns the page of the slot; there must be an entry. */
    private Page pageIn(NamespaceMaps maps) {
        return mapIn(maps, cursor.segment()).page(slotHash);
    }

    private Page writablePage(NamespaceMaps maps) {
        int segment = cursor.segment();
        return copyOnWrite.writableValues(writableMap(maps, segment), slotHash, segment);
    }

    private PagedMap writableStructure(NamespaceMaps maps, int segment) {
        PagedMap map = writableMap(maps, segment);
        copyOnWrite.writableStructure(map, slotHash, segment);
        return map;
    }

    private PagedMap writableMap(NamespaceMaps maps, int segment) {
        PagedMap map = mapIn(maps, segment);
        PagedMap writable = copyOnWrite.writable(map, segment);
        if (writable != map) {
            maps.set(segment, writable);
        }
        return writable;
    }

    @SuppressWarnings("NullAway") // only asked for where an entry was found or is made
    private static PagedMap mapIn(NamespaceMaps maps, int segment) {
        return maps.at(segment);
    }

    @Override
    public List<Segments> mark() {
        List<Segments> marked = new ArrayList<>(namespaces.size());
        for (NamespaceMaps maps : namespaces.values()) {
            marked.add(maps.mark());
        }
        return marked;
    }

    @Override
    public void sweep(HeapSweep sweep, int records) {
        throw new UnsupportedOperationException("Rows that are kept by namespace do not expire");
    }

    @Override
    public NamespaceRows<Object> rows() {
        return this;
    }

    @Override
    public List<Object> namespaces() {
        return List.copyOf(namespaces.keySet());
    }

    @Override
    public void walk(Object namespace) {
        walked = namespaces.get(namespace);
        walk = walked == null ? null : walked.new Walk();
    }

    @Override
    public boolean next() {
        NamespaceMaps.Walk rows = walk;
        if (rows == null) {
            return false;
        }
        if (!rows.next()) {
            walk = null;
            walked = null;
            return false;
        }
        Page page = rows.page();
        Object key = page.keys[rows.slot()];
        cursor.setCurrentKey(key, KeyGroups.hash(cursor.type(), key));
        if (recent != walked) {
            recent = walked;
        }
        slotHash = page.hashes[rows.slot()];
        slot = rows.slot();
        slotVersion = cursor.version();
        return true;
    }

    @Override
    public boolean contains(Object namespace) {
        return locate(namespace) != null;
    }

    @Override
    public void drop(Object namespace) {
        walk = null;
        walked = null;
        NamespaceMaps maps = namespaces.get(namespace);
        if (maps != null) {
            forget(maps);
        }
    }

    /** Returns what all values of a namespace amount to. */
    long sum(Object namespace, ToIntFunction<Object> amount) {
        NamespaceMaps maps = namespaces.get(namespace);
        long sum = 0;
        if (maps != null) {
            NamespaceMaps.Walk rows = maps.new Walk();
            while (rows.next()) {
                sum += amount.applyAsInt(rows.page().value(rows.slot()));
            }
        }
        return sum;
    }

    @Override
    public long size() {
        long size = 0;
        for (NamespaceMaps maps : namespaces.values()) {
            size += maps.size;
        }
        return size;
    }

    @Override
    public long arrayBytes() {
        long bytes = 0;
        for (NamespaceMaps maps : namespaces.values()) {
            bytes += maps.arrayBytes();
        }
        return bytes;
    }
}
