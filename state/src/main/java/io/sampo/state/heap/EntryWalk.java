/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.heap;

import org.jspecify.annotations.Nullable;

/**
 * Walks through the entries of a table, round and round, a few at a time. Entries may come and go
 * between two steps; one that is moved meanwhile is met in the next round at the latest.
 */
final class EntryWalk {
    private int segment;
    private int index;
    private int slot;

    /** Looks at entries. */
    interface Visitor {
        /** Looks at one entry, which must not be changed yet; returns how many rows it has seen. */
        int look(Page page, int slot);

        /** Returns whether it has seen the whole entry; otherwise it gets the same again. */
        boolean isDone();
    }

    /** Goes on until so many rows were seen, or each segment was entered once. */
    void step(@Nullable PagedMap[] segments, int rows, Visitor visitor) {
        int seen = 0;
        int entered = 0;
        while (seen < rows && entered <= segments.length) {
            PagedMap map = segments[segment];
            if (map == null || index >= map.directory.length) {
                segment = (segment + 1) % segments.length;
                index = 0;
                slot = 0;
                entered++;
                continue;
            }
            Page page = map.directory[index];
            if (!PagedMap.isFirst(index, page) || slot >= page.hashes.length) {
                index++;
                slot = 0;
                continue;
            }
            if (page.hashes[slot] != 0) {
                seen += visitor.look(page, slot);
                if (!visitor.isDone()) {
                    continue;
                }
            }
            slot++;
        }
    }
}
