/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.heap;

import org.jspecify.annotations.Nullable;

/**
 * What the keys have in one namespace: a map for each key group that has anything, in an array of
 * arrays, since there may be many namespaces and, of 32,768 key groups, few in use.
 */
final class NamespaceMaps {
    private static final int BLOCK_BITS = 6;
    private static final int BLOCK = 1 << BLOCK_BITS;

    final Object namespace;

    /** How many rows there are. */
    int size;

    private final @Nullable PagedMap[] @Nullable [] blocks;

    NamespaceMaps(Object namespace, int segmentCount) {
        this.namespace = namespace;
        blocks = new @Nullable PagedMap[(segmentCount + BLOCK - 1) >>> BLOCK_BITS] @Nullable [];
    }

    /** Returns the map of a key group, or null if there is none. */
    @Nullable PagedMap at(int segment) {
        @Nullable PagedMap[] block = blocks[segment >>> BLOCK_BITS];
        return block == null ? null : block[segment & (BLOCK - 1)];
    }

    void set(int segment, @Nullable PagedMap map) {
        @Nullable PagedMap[] block = blocks[segment >>> BLOCK_BITS];
        if (block == null) {
            block = new @Nullable PagedMap[BLOCK];
            blocks[segment >>> BLOCK_BITS] = block;
        }
        block[segment & (BLOCK - 1)] = map;
    }

    /** Returns the maps as they are now. */
    Segments mark() {
        @Nullable PagedMap[] @Nullable [] marked = blocks.clone();
        for (int i = 0; i < marked.length; i++) {
            marked[i] = marked[i] == null ? null : marked[i].clone();
        }
        return segment -> {
            @Nullable PagedMap[] block = marked[segment >>> BLOCK_BITS];
            return block == null ? null : block[segment & (BLOCK - 1)];
        };
    }

    /** Returns the bytes of the arrays. */
    long arrayBytes() {
        long bytes = 64 + 4L * blocks.length;
        for (@Nullable PagedMap[] block : blocks) {
            if (block != null) {
                bytes += 4L * BLOCK;
                for (PagedMap map : block) {
                    bytes += map == null ? 0 : map.arrayBytes();
                }
            }
        }
        return bytes;
    }

    /** Goes from row to row. */
    final class Walk {
        private int segment;
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
            while (segment < blocks.length << BLOCK_BITS) {
                if (blocks[segment >>> BLOCK_BITS] == null) {
                    segment = (segment | (BLOCK - 1)) + 1;
                    continue;
                }
                PagedMap map = at(segment);
                while (map != null && index < map.directory.length) {
                    Page next = map.directory[index++];
                    if (PagedMap.isFirst(index - 1, next)) {
                        return next;
                    }
                }
                segment++;
                index = 0;
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
