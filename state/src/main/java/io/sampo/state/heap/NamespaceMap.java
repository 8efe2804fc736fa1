/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.heap;

import org.jspecify.annotations.Nullable;

/**
 * What the keys have in one namespace, those of all key groups in one map: most windows have few
 * rows for each key group, and a map for each would be several times what is in it, and spread over
 * as many places. A snapshot sorts the rows ({@link SortedSegments}).
 */
final class NamespaceMap {
    final Object namespace;

    /** Replaced by a copy while a snapshot needs it. */
    PagedMap map;

    NamespaceMap(Object namespace, PagedMap map) {
        this.namespace = namespace;
        this.map = map;
    }

    /**
     * Goes from row to row. Values may be set meanwhile; a row that comes or goes spoils the order.
     */
    final class Walk {
        private int index;
        private int nextSlot;
        private @Nullable Page page;

        /** Goes to the next row; returns false if there is none left. */
        boolean next() {
            while (true) {
                Page current = page;
                if (current != null) {
                    int[] hashes = current.hashes;
                    while (nextSlot < hashes.length) {
                        if (hashes[nextSlot++] != 0) {
                            return true;
                        }
                    }
                }
                page = nextPage();
                nextSlot = 0;
                if (page == null) {
                    return false;
                }
            }
        }

        private @Nullable Page nextPage() {
            while (index < map.directory.length) {
                Page next = map.directory[index++];
                if (PagedMap.isFirst(index - 1, next)) {
                    return next;
                }
            }
            return null;
        }

        /** Returns the page of the row. */
        @SuppressWarnings("NullAway") // there is a row
        Page page() {
            return page;
        }

        /** Returns the place of the row in its page. */
        int slot() {
            return nextSlot - 1;
        }
    }
}
