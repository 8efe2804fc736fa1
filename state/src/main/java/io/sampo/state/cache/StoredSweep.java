/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.cache;

import io.sampo.core.io.BinaryInput;
import io.sampo.core.type.KeyType;
import io.sampo.state.backend.Sweep;
import io.sampo.state.keygroup.KeyGroupRange;
import io.sampo.state.keygroup.KeyGroups;
import io.sampo.state.ordered.RowKeys;
import io.sampo.state.ordered.StoreIterator;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks through the stored rows of a table, a few at a time and round and round, for what its spec
 * does not want any more. What the store has only gives the hint: the newest value decides, which
 * may be in memory. Rows that are in memory only are met once they have been written.
 */
final class StoredSweep {
    /** Opening an iterator costs as much as some tens of rows. */
    private static final int LEAST_ROWS = 64;

    private static final int MOST_ROWS = 512;

    /**
     * Reading a row costs as much as the record that made it due: so less where little is found.
     */
    private static final int WORTH_IT = 16;

    private static final int LONGEST_PAUSE = 15;

    private final ObjectTable<?> table;
    private final KeyScope scope;
    private final Sweep sweep;
    private final byte[] start;
    private final byte[] end;
    private byte[] from;
    private int pause;
    private int skipped;

    StoredSweep(ObjectTable<?> table, Sweep sweep, KeyGroupRange keyGroups) {
        this.table = table;
        this.scope = table.scope;
        this.sweep = sweep;
        this.start = RowKeys.keyGroupStart(table.id, keyGroups.first());
        this.end = RowKeys.keyGroupStart(table.id, keyGroups.last() + 1);
        this.from = start;
    }

    /** Goes on for what is due after so many records. */
    void run(int records) {
        int rows = sweep.take(records, LEAST_ROWS, MOST_ROWS);
        if (rows == 0) {
            return;
        }
        if (skipped < pause) {
            skipped++;
            return;
        }
        // lets go of the view of a checkpoint that is over, which lacks what was written since
        table.cache.upkeep();
        List<byte[]> found = look(rows);
        boolean worthIt = found.size() * WORTH_IT >= rows;
        pause = worthIt ? 0 : Math.min(LONGEST_PAUSE, 2 * pause + 1);
        skipped = 0;
        if (found.isEmpty()) {
            return;
        }
        Object key = scope.keyOrNull();
        int keyHash = scope.hash();
        for (byte[] row : found) {
            drop(row);
        }
        if (key == null) {
            scope.clear();
        } else {
            scope.set(key, keyHash);
        }
    }

    private List<byte[]> look(int rows) {
        List<byte[]> found = new ArrayList<>();
        byte @Nullable [] last = null;
        try (StoreIterator stored = table.cache.reader().iterate(from, end)) {
            for (int seen = 0; seen < rows && stored.isValid(); seen++) {
                last = stored.key();
                if (table.holdsUnwanted(stored.value())) {
                    found.add(last);
                }
                stored.next();
            }
            from = last != null && stored.isValid() ? RowKeys.after(last) : start;
        }
        return found;
    }

    private void drop(byte[] row) {
        BinaryInput source =
                new BinaryInput(row, RowKeys.PREFIX_BYTES, row.length - RowKeys.PREFIX_BYTES);
        KeyType<Object> keys = scope.type();
        Object key = keys.read(source);
        scope.set(key, KeyGroups.hash(keys, key));
        table.dropUnwanted(source);
    }
}
