/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.heap;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A hash table made of {@linkplain Page pages} by extendible hashing: the lowest bits of a hash
 * choose the page, the highest the slot in it. It grows by splitting one page at a time, so neither
 * growth nor the copy of a page takes longer the larger the table is. One of them holds a key group
 * of a table, and one the entries of a map state.
 */
final class PagedMap {
    /** Limits the directory where hashes have too little variety for splitting to help. */
    private static final int MAX_DEPTH = 16;

    /** When it was made or copied; owner's thread only. */
    int epoch;

    int size;

    /**
     * A power of two of references; a page of depth d stands at every index with its d lowest bits.
     */
    Page[] directory;

    PagedMap(int epoch, int capacity, PageLayout layout) {
        this.epoch = epoch;
        directory = new Page[] {new Page(epoch, 0, capacity, layout)};
    }

    private PagedMap(PagedMap other, int epoch) {
        this.epoch = epoch;
        size = other.size;
        directory = other.directory.clone();
    }

    /** Returns a hash whose highest and lowest bits both depend on all bits; never 0. */
    static int spread(int hash) {
        int product = hash * 0x9E3779B9;
        int mixed = product ^ (product >>> 15);
        return mixed == 0 ? 1 : mixed;
    }

    /** Returns the hash of a key in a namespace. */
    static int spread(int keyHash, Object namespace) {
        return spread(keyHash + Integer.rotateLeft(namespace.hashCode() * 0x85EBCA6B, 15));
    }

    /** Returns a copy that shares the pages. */
    PagedMap copy(int newEpoch) {
        return new PagedMap(this, newEpoch);
    }

    /** Returns the page for entries of that hash. */
    Page page(int hash) {
        Page[] pages = directory;
        return pages[hash & (pages.length - 1)];
    }

    /** Looks at what a search for a key without a namespace needs, as {@link Page#touch} does. */
    int touch(int keyHash) {
        int hash = spread(keyHash);
        return page(hash).touch(hash);
    }

    /** Puts a copy in the place of the page for that hash. */
    void replace(int hash, Page copy) {
        int step = 1 << copy.depth;
        for (int i = hash & (step - 1); i < directory.length; i += step) {
            directory[i] = copy;
        }
    }

    /**
     * Adds an entry that is not there. The page must be writable.
     *
     * @param slot where {@link Page#find} said it can be inserted
     * @return the slot it is in now
     */
    int insert(int slot, int hash, Object key, @Nullable Object namespace, Object value) {
        Page page = page(hash);
        int at = slot;
        if (page.isFull()) {
            do {
                makeRoom(page, hash);
                page = page(hash);
            } while (page.isFull());
            at = page.free(hash);
        }
        page.insert(at, hash, key, namespace, value);
        size++;
        return at;
    }

    /** Removes an entry. The page must be writable. */
    void remove(int hash, int slot) {
        page(hash).remove(slot);
        size--;
    }

    private void makeRoom(Page page, int hash) {
        if (!page.isLargest() || !canSplit(page)) {
            page.resize(page.capacity() * 2);
            return;
        }
        if (1 << page.depth == directory.length) {
            Page[] doubled = new Page[2 * directory.length];
            System.arraycopy(directory, 0, doubled, 0, directory.length);
            System.arraycopy(directory, 0, doubled, directory.length, directory.length);
            directory = doubled;
        }
        int prefix = hash & ((1 << page.depth) - 1);
        Page[] halves = page.split();
        replace(prefix, halves[0]);
        replace(prefix | 1 << page.depth, halves[1]);
    }

    private static boolean canSplit(Page page) {
        if (page.depth >= MAX_DEPTH) {
            return false;
        }
        int upper = page.upperHalf();
        return Math.min(upper, page.size - upper) > page.size / 16;
    }

    /** Returns whether the page at {@code index} of the directory is there for the first time. */
    static boolean isFirst(int index, Page page) {
        return index >>> page.depth == 0;
    }

    /** Adds the keys to a list; one that has entries in several namespaces once for each. */
    void addKeysTo(List<Object> keys) {
        Walk walk = new Walk();
        while (walk.next()) {
            keys.add(walk.page().key(walk.slot()));
        }
    }

    /** Returns the bytes of the arrays. */
    long arrayBytes() {
        long bytes = 48 + 4L * directory.length;
        for (int i = 0; i < directory.length; i++) {
            if (isFirst(i, directory[i])) {
                bytes += directory[i].arrayBytes();
            }
        }
        return bytes;
    }

    /**
     * Goes from entry to entry. Values may be set meanwhile, also in a copy that takes this map's
     * place; an entry that comes or goes spoils the order.
     */
    final class Walk {
        private int index;
        private int nextSlot;
        private @Nullable Page page;

        /** Goes to the next entry; returns false if there is none left. */
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
            while (index < directory.length) {
                Page next = directory[index++];
                if (PagedMap.isFirst(index - 1, next)) {
                    return next;
                }
            }
            return null;
        }

        /** Returns the page of the entry. */
        @SuppressWarnings("NullAway") // there is an entry
        Page page() {
            return page;
        }

        /** Returns the place of the entry in its page. */
        int slot() {
            return nextSlot - 1;
        }
    }
}
