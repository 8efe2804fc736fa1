/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.heap;

import java.io.IOException;

/** Writes the entries of marked segments of one table; used by the thread of the snapshot. */
@FunctionalInterface
interface EntryRows {
    /** Writes one entry. */
    void write(Page page, int slot, BlockOutput target) throws IOException;

    /** Writes all entries, each as one or more rows. */
    default void write(PagedMap segment, BlockOutput target) throws IOException {
        Page[] directory = segment.directory;
        for (int i = 0; i < directory.length; i++) {
            Page page = directory[i];
            if (PagedMap.isFirst(i, page)) {
                write(page, target);
            }
        }
    }

    private void write(Page page, BlockOutput target) throws IOException {
        int[] hashes = page.hashes;
        for (int slot = 0; slot < hashes.length; slot++) {
            if (hashes[slot] != 0) {
                write(page, slot, target);
            }
        }
    }
}
