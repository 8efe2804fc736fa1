/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.heap;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a table as they were at some moment, by segment: the number of a key group among
 * those of the subtask.
 */
interface Segments {
    /** Returns whether there is nothing in a segment. */
    boolean isEmpty(int segment);

    /** Writes the entries of a segment. */
    void write(int segment, EntryRows rows, BlockOutput target) throws IOException;

    /** Adds the keys of a segment; one that has entries in several namespaces once for each. */
    void addKeysTo(int segment, List<Object> keys);

    /** Returns the maps, one for each segment or null, as they are in the array now. */
    static Segments copyOf(@Nullable PagedMap[] maps) {
        return new OfMaps(maps.clone());
    }

    /** With a map for each segment, or null. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record OfMaps(@Nullable PagedMap[] maps) implements Segments {
        @Override
        public boolean isEmpty(int segment) {
            PagedMap map = maps[segment];
            return map == null || map.size == 0;
        }

        @Override
        public void write(int segment, EntryRows rows, BlockOutput target) throws IOException {
            PagedMap map = maps[segment];
            if (map != null) {
                rows.write(map, target);
            }
        }

        @Override
        public void addKeysTo(int segment, List<Object> keys) {
            PagedMap map = maps[segment];
            if (map != null) {
                map.addKeysTo(keys);
            }
        }
    }
}
