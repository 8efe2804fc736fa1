/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.heap;

import io.sampo.core.type.KeyType;
import io.sampo.core.type.ValueSerializer;
import io.sampo.state.backend.NamespaceRows;
import io.sampo.state.keygroup.KeyGroups;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Entries of namespaces that many keys have in common: first by namespace, then by key. So the
 * entries of a namespace lie together, are walked through in the order in which they lie, and go
 * all at once. Remembers where the current key's entry is, as {@link EntryTable} does.
 */
final class SharedEntries implements Entries, NamespaceRows<Object> {
    private static final int LEAST_CAPACITY = 8;

    private final KeyCursor cursor;
    private final CopyOnWrite copyOnWrite;
    private final int segmentCount;

    /** A map is needed until a snapshot has written the last segment. */
    private final int lastSegment;

    private final PageValues values;
    private final Map<Object, NamespaceMap> namespaces = new HashMap<>();

    /** That of the last look-up: rows come for one namespace for a while. */
    private @Nullable NamespaceMap recent;

    /** What a new namespace begins with: half of what the last one that went had. */
    private int firstCapacity = LEAST_CAPACITY;

    private long slotVersion = -1;
    private int slotHash;
    private int slot;

    private PagedMap.@Nullable Walk walk;
    private @Nullable NamespaceMap walked;

    SharedEntries(KeyCursor cursor, CopyOnWrite copyOnWrite, int segmentCount, PageValues values) {
        this.cursor = cursor;
        this.copyOnWrite = copyOnWrite;
        this.segmentCount = segmentCount;
        lastSegment = segmentCount - 1;
        this.values = values;
    }

    @Override
    public @Nullable Object get(Object namespace) {
        NamespaceMap entries = locate(namespace);
        return entries == null ? null : entries.map.page(slotHash).value(slot);
    }

    @Override
    public @Nullable Object getOwned(Object namespace, ValueSerializer<Object> copier) {
        NamespaceMap entries = locate(namespace);
        if (entries == null) {
            return null;
        }
        Page page = entries.map.page(slotHash);
        Object value = page.value(slot);
        if (!copyOnWrite.isAnyOpen() || !copyOnWrite.isNeeded(page, slot, lastSegment)) {
            return value;
        }
        Object copy = copier.copy(value);
        if (copy != value) {
            writablePage(entries).set(slot, copy);
        }
        return copy;
    }

    @Override
    public void put(Object namespace, Object value) {
        NamespaceMap entries = locate(namespace);
        if (entries == null) {
            insert(namespace, value);
        } else if (copyOnWrite.isAnyOpen()) {
            writablePage(entries).set(slot, value);
        } else {
            entries.map.page(slotHash).setValue(slot, value);
        }
    }

    private void insert(Object namespace, Object value) {
        cursor.checkOwned();
        NamespaceMap entries = entriesOf(namespace);
        if (entries == null) {
            PageLayout layout = PageLayout.of(cursor.type(), true, values);
            PagedMap map = new PagedMap(copyOnWrite.current(), firstCapacity, layout);
            entries = new NamespaceMap(namespace, map);
            namespaces.put(namespace, entries);
            recent = entries;
            slotHash = PagedMap.spread(cursor.currentKeyHash());
            slot = ~map.page(slotHash).free(slotHash);
        }
        PagedMap map = writableStructure(entries);
        slot = map.insert(~slot, slotHash, cursor.currentKey(), namespace, value);
        slotVersion = cursor.version();
    }

    @Override
    public @Nullable Object remove(Object namespace) {
        NamespaceMap entries = locate(namespace);
        if (entries == null) {
            return null;
        }
        PagedMap map = writableStructure(entries);
        Object removed = map.page(slotHash).value(slot);
        map.remove(slotHash, slot);
        slotVersion = -1;
        if (map.size == 0) {
            forget(entries);
        }
        return removed;
    }

    private void forget(NamespaceMap entries) {
        firstCapacity = Math.max(LEAST_CAPACITY, entries.map.directory[0].capacity() / 2);
        namespaces.remove(entries.namespace);
        if (recent == entries) {
            recent = null;
        }
        slotVersion = -1;
    }

    /** No other key has any. */
    @Override
    public void forgetKeyGroup() {
        namespaces.clear();
        recent = null;
        slotVersion = -1;
    }

    private @Nullable NamespaceMap entriesOf(Object namespace) {
        NamespaceMap known = recent;
        if (known != null && (known.namespace == namespace || known.namespace.equals(namespace))) {
            return known;
        }
        NamespaceMap found = namespaces.get(namespace);
        if (found != null) {
            recent = found;
            slotVersion = -1;
        }
        return found;
    }

    /** Finds the current key's entry; returns null if there is none. */
    private @Nullable NamespaceMap locate(Object namespace) {
        NamespaceMap entries = entriesOf(namespace);
        if (entries == null) {
            return null;
        }
        if (slotVersion != cursor.version()) {
            int hash = PagedMap.spread(cursor.currentKeyHash());
            slotHash = hash;
            slot = entries.map.page(hash).find(cursor.type(), cursor.currentKey(), hash);
            slotVersion = cursor.version();
        }
        return slot < 0 ? null : entries;
    }

    private Page writablePage(NamespaceMap entries) {
        return copyOnWrite.writableValues(writableMap(entries), slotHash, lastSegment);
    }

    private PagedMap writableStructure(NamespaceMap entries) {
        PagedMap map = writableMap(entries);
        copyOnWrite.writableStructure(map, slotHash, lastSegment);
        return map;
    }

    private PagedMap writableMap(NamespaceMap entries) {
        entries.map = copyOnWrite.writable(entries.map, lastSegment);
        return entries.map;
    }

    private Segments sorted(NamespaceMap entries) {
        KeyType<Object> type = cursor.type();
        return new SortedSegments(
                entries.map, segmentCount, key -> cursor.segmentOf(KeyGroups.hash(type, key)));
    }

    @Override
    public List<Segments> mark() {
        return namespaces.values().stream().map(this::sorted).toList();
    }

    @Override
    public int touch(int[] keyHashes, int count) {
        NamespaceMap entries = recent;
        if (entries == null || entries.map.size < FAR || slotVersion != cursor.version()) {
            return 0;
        }
        int seen = 0;
        for (int i = 0; i < count; i++) {
            seen += entries.map.touch(keyHashes[i]);
        }
        return seen;
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
        walk = walked == null ? null : walked.map.new Walk();
    }

    @Override
    public boolean next() {
        PagedMap.Walk rows = walk;
        if (rows == null) {
            return false;
        }
        if (!rows.next()) {
            walk = null;
            walked = null;
            return false;
        }
        Page page = rows.page();
        Object key = page.key(rows.slot());
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
        NamespaceMap entries = namespaces.get(namespace);
        if (entries != null) {
            forget(entries);
        }
    }

    /** Returns what all values of a namespace amount to. */
    long sum(Object namespace, ToIntFunction<Object> amount) {
        NamespaceMap entries = namespaces.get(namespace);
        long sum = 0;
        if (entries != null) {
            PagedMap.Walk rows = entries.map.new Walk();
            while (rows.next()) {
                sum += amount.applyAsInt(rows.page().value(rows.slot()));
            }
        }
        return sum;
    }

    @Override
    public long size() {
        long size = 0;
        for (NamespaceMap entries : namespaces.values()) {
            size += entries.map.size;
        }
        return size;
    }

    @Override
    public long arrayBytes() {
        long bytes = 0;
        for (NamespaceMap entries : namespaces.values()) {
            bytes += entries.map.arrayBytes();
        }
        return bytes;
    }
}
