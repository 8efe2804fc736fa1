/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.cache;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * The entries of one map that are in the store, in chunks: nothing native stays open between two
 * chunks, for a user may stop iterating at any time without a word.
 */
final class StoredEntries {
    private final Supplier<StoreReader> reader;
    private final int prefixLength;
    private final byte[] end;
    private final int chunk;
    private byte[] from;
    private boolean exhausted;

    /** A stored entry. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Entry(byte[] userKey, byte[] value) {}

    StoredEntries(Supplier<StoreReader> reader, byte[] prefix, int chunk) {
        this.reader = reader;
        this.prefixLength = prefix.length;
        this.from = prefix;
        this.end = RowKeys.afterPrefix(prefix);
        this.chunk = chunk;
    }

    /** Returns the next entries in the order of the keys; none at the end. */
    List<Entry> nextChunk() {
        List<Entry> entries = new ArrayList<>();
        if (exhausted) {
            return entries;
        }
        try (StoreIterator rows = reader.get().iterate(from, end)) {
            while (rows.isValid() && entries.size() < chunk) {
                byte[] key = rows.key();
                from = key;
                entries.add(
                        new Entry(Arrays.copyOfRange(key, prefixLength, key.length), rows.value()));
                rows.next();
            }
            exhausted = !rows.isValid();
        }
        from = RowKeys.after(from);
        return entries;
    }
}
