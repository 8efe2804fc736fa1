/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.heap;

import io.sampo.core.io.BinaryOutput;
import io.sampo.core.type.KeyType;
import io.sampo.core.type.Serialization;
import io.sampo.state.backend.NamespaceType;
import io.sampo.state.backend.TimerQueue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Timers in memory, for every backend: a set by key groups, which is what snapshots see, with the
 * same copy-on-write as tables, and beside it the order of all of them, which is made anew on
 * restore.
 */
final class HeapTimerQueue implements TimerQueue<Object, Object>, HeapTable {
    /** A timer has its key by itself. */
    private static final PageLayout LAYOUT = new PageLayout(false, false, PageValues.ENGINE);

    private static final int FIRST_CAPACITY = 8;
    private static final int TIMER_BYTES = 48;

    private final TableHome home;
    private final KeyCursor cursor;
    private final CopyOnWrite copyOnWrite;
    private final TableMeta meta;
    private final NamespaceType<Object> namespaces;
    private final @Nullable PagedMap[] segments;
    private final TimerHeap order = new TimerHeap();

    HeapTimerQueue(TableHome home, TableMeta meta, NamespaceType<Object> namespaces) {
        this.home = home;
        this.meta = meta;
        this.namespaces = namespaces;
        cursor = home.cursor();
        copyOnWrite = home.copyOnWrite();
        segments = new @Nullable PagedMap[home.context().keyGroups().size()];
    }

    @Override
    public boolean add(long timestamp, Object namespace) {
        int segment = cursor.segment();
        int keyHash = cursor.currentKeyHash();
        Object key = cursor.currentKey();
        int hash = TimerHeap.Entry.hash(timestamp, keyHash, namespace);
        PagedMap map = segments[segment];
        if (map == null) {
            map = new PagedMap(copyOnWrite.current(), FIRST_CAPACITY, LAYOUT);
            segments[segment] = map;
        }
        int slot = find(map.page(hash), hash, timestamp, namespace);
        if (slot >= 0) {
            return false;
        }
        TimerHeap.Entry timer = new TimerHeap.Entry(timestamp, key, keyHash, namespace);
        map = writable(map, hash, segment);
        map.insert(~slot, hash, key, null, timer);
        order.add(timer);
        return true;
    }

    @Override
    public boolean remove(long timestamp, Object namespace) {
        int segment = cursor.segment();
        PagedMap map = segments[segment];
        if (map == null) {
            return false;
        }
        int hash = TimerHeap.Entry.hash(timestamp, cursor.currentKeyHash(), namespace);
        Page page = map.page(hash);
        int slot = find(page, hash, timestamp, namespace);
        if (slot < 0) {
            return false;
        }
        order.remove((TimerHeap.Entry) page.value(slot));
        writable(map, hash, segment).remove(hash, slot);
        return true;
    }

    private int find(Page page, int hash, long timestamp, Object namespace) {
        KeyType<Object> type = cursor.type();
        Object key = cursor.currentKey();
        int mask = page.capacity() - 1;
        int slot = page.home(hash);
        for (int found = page.hashes[slot]; found != 0; found = page.hashes[slot]) {
            if (found == hash) {
                TimerHeap.Entry timer = (TimerHeap.Entry) page.value(slot);
                if (timer.timestamp == timestamp
                        && timer.namespace.equals(namespace)
                        && type.same(timer.key, key)) {
                    return slot;
                }
            }
            slot = (slot + 1) & mask;
        }
        return ~slot;
    }

    @Override
    public long nextTimestamp() {
        return order.nextTimestamp();
    }

    @Override
    public @Nullable Timer<Object, Object> pollUntil(long time) {
        if (order.size() == 0 || order.nextTimestamp() > time) {
            return null;
        }
        TimerHeap.Entry first = order.first();
        order.remove(first);
        int segment = cursor.segmentOf(first.keyHash);
        int hash = first.hash();
        PagedMap map = segments[segment];
        writable(map, hash, segment).remove(hash, slotOf(map.page(hash), hash, first));
        return new Timer<>(first.timestamp, first.key, first.keyHash, first.namespace);
    }

    private static int slotOf(Page page, int hash, TimerHeap.Entry timer) {
        int slot = page.home(hash);
        while (page.value(slot) != timer) {
            slot = (slot + 1) & (page.capacity() - 1);
        }
        return slot;
    }

    private PagedMap writable(PagedMap map, int hash, int segment) {
        PagedMap writable = copyOnWrite.writable(map, segment);
        if (writable != map) {
            segments[segment] = writable;
        }
        copyOnWrite.writableStructure(writable, hash, segment);
        return writable;
    }

    @Override
    public boolean isEmpty() {
        return order.size() == 0;
    }

    /** Returns all timers, in any order. */
    List<Timer<Object, ?>> all() {
        List<Timer<Object, ?>> all = new ArrayList<>(order.size());
        order.forEach(
                timer ->
                        all.add(
                                new Timer<>(
                                        timer.timestamp,
                                        timer.key,
                                        timer.keyHash,
                                        timer.namespace)));
        return all;
    }

    @Override
    public TableMeta meta() {
        return meta;
    }

    @Override
    public List<Segments> mark() {
        return List.of(Segments.copyOf(segments));
    }

    /** A row is key, namespace, timestamp. */
    @Override
    public EntryRows writer(KeyType<Object> keys, Serialization serialization) {
        return (page, slot, target) -> {
            TimerHeap.Entry timer = (TimerHeap.Entry) page.value(slot);
            BinaryOutput row = target.row();
            keys.write(timer.key, row);
            namespaces.write(timer.namespace, row);
            row.writeLong(timer.timestamp);
        };
    }

    @Override
    public RowReader reader(String schema) {
        return (source, rows) -> {
            for (int i = 0; i < rows; i++) {
                Object namespace = home.readAddress(source, namespaces);
                add(source.readLong(), namespace);
            }
        };
    }

    @Override
    public void forgetKeyGroup() {
        order.clear();
        segments[cursor.segment()] = null;
    }

    @Override
    public long approximateBytes() {
        long bytes =
                order.arrayBytes() + (long) order.size() * (TIMER_BYTES + TableHome.ENTRY_BYTES);
        for (PagedMap map : segments) {
            bytes += map == null ? 0 : map.arrayBytes();
        }
        return bytes;
    }
}
