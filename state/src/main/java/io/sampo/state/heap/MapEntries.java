/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.heap;

import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Walks through one map page by page. The entries of a page are taken aside before the first of
 * them is shown, since removing one moves others.
 */
final class MapEntries implements Iterator<Map.Entry<Object, Object>> {
    private final HeapMapTable table;
    private final Object namespace;
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
        Object key = keys[next];
        Object value = askTable ? table.get(namespace, key) : values[next];
        if (value == null) {
            throw new IllegalStateException(
                    "The map changed while its entries were read: removed=" + key);
        }
        last = key;
        next++;
        if (next == keys.length) {
            advance();
        }
        return Map.entry(key, value);
    }

    @Override
    public void remove() {
        if (last == null) {
            throw new IllegalStateException("remove() is allowed once after each next()");
        }
        table.remove(namespace, last);
        last = null;
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
                keys[count] = page.keys[slot];
                values[count] = page.values[slot];
                count++;
            }
        }
    }
}
