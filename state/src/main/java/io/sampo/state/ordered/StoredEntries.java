/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.ordered;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * The rows whose keys begin alike, such as the entries of one map, in chunks: nothing native stays
 * open between two chunks, for a user may stop iterating at any time without a word. Confined to
 * one thread.
 */
public final class StoredEntries {
    private final Supplier<StoreReader> reader;
    private final int prefixLength;
    private final byte[] end;
    private final int chunk;
    private byte[] from;
    private boolean exhausted;

    /**
     * A row.
     *
     * @param userKey the key behind what all have in common
     * @param value its value
     */
    public record Entry(byte[] userKey, byte[] value) {}

    /**
     * Creates an iteration before its first chunk.
     *
     * @param reader asked anew for each chunk
     * @param prefix what all keys begin with
     * @param chunk the most rows of a chunk
     */
    public StoredEntries(Supplier<StoreReader> reader, byte[] prefix, int chunk) {
        this.reader = reader;
        this.prefixLength = prefix.length;
        this.from = prefix;
        this.end = RowKeys.afterPrefix(prefix);
        this.chunk = chunk;
    }

    /** Returns the next entries in the order of the keys; none at the end. */
    public List<Entry> nextChunk() {
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
