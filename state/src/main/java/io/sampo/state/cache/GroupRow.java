/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.cache;

import org.jspecify.annotations.Nullable;

/**
 * The entries of one map that are in memory, as a linked list. Stands in the index under the map's
 * address, but is never written: it has no content of its own.
 */
final class GroupRow extends ObjectRow {
    /** Whether every entry of the map is in memory, so that what is not here is nowhere. */
    boolean complete;

    /** Whether somebody works on the group and would not like it to go. */
    boolean pinned;

    private @Nullable MapRow first;
    private int size;
    private int live;

    GroupRow(ObjectTable<?> table, Object key, int keyHash, Object namespace, int hash) {
        super(table, key, keyHash, namespace, hash);
    }

    /** Returns how many rows there are, those of removed entries included. */
    int size() {
        return size;
    }

    /** Returns how many entries there are. */
    int live() {
        return live;
    }

    /** Returns the rows as they are now. */
    MapRow[] rows() {
        MapRow[] rows = new MapRow[size];
        int count = 0;
        for (MapRow row = first; row != null; row = row.next) {
            rows[count] = row;
            count++;
        }
        return rows;
    }

    void link(MapRow row) {
        MapRow second = first;
        row.next = second;
        if (second != null) {
            second.previous = row;
        }
        first = row;
        size++;
        if (row.value != null) {
            live++;
        }
    }

    void unlink(MapRow row) {
        MapRow before = row.previous;
        MapRow after = row.next;
        if (before == null) {
            first = after;
        } else {
            before.next = after;
        }
        if (after != null) {
            after.previous = before;
        }
        row.previous = null;
        row.next = null;
        size--;
        if (row.value != null) {
            live--;
        }
    }

    /** A row's value appears or disappears. */
    void countLive(@Nullable Object oldValue, @Nullable Object newValue) {
        if (oldValue == null && newValue != null) {
            live++;
        } else if (oldValue != null && newValue == null) {
            live--;
        }
    }

    @Override
    boolean isEvictable() {
        return size == 0 && !pinned;
    }
}
