/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.ordered;

import io.sampo.core.io.BinaryOutput;
import java.util.Arrays;

/**
 * The keys of rows: table (2 bytes), key group (2 bytes), key, namespace and, for maps, the user's
 * key; all of canonical bytes that tell their own length. So the rows of one key group of a table
 * lie together, as do those of one map, and are ordered by the user's key.
 */
public final class RowKeys {
    /** Length of table and key group. */
    public static final int PREFIX_BYTES = 4;

    private RowKeys() {}

    /**
     * Returns the lowest key of a table's key group; {@code keyGroup} may be one behind the last.
     */
    public static byte[] keyGroupStart(int tableId, int keyGroup) {
        return new byte[] {
            (byte) (tableId >>> 8), (byte) tableId, (byte) (keyGroup >>> 8), (byte) keyGroup
        };
    }

    /** Returns the key of the same row in another store, where its table has another id. */
    public static byte[] withTable(byte[] key, int tableId) {
        byte[] other = key.clone();
        other[0] = (byte) (tableId >>> 8);
        other[1] = (byte) tableId;
        return other;
    }

    /** Begins a key with table and key group; forgets what was in {@code target}. */
    public static void start(BinaryOutput target, int tableId, int keyGroup) {
        target.clear();
        target.writeShort(tableId);
        target.writeShort(keyGroup);
    }

    /** Returns the lowest key above all keys that begin with {@code prefix}. */
    public static byte[] afterPrefix(byte[] prefix) {
        int last = prefix.length - 1;
        while (prefix[last] == (byte) 0xFF) {
            last--;
        }
        byte[] end = Arrays.copyOf(prefix, last + 1);
        end[last]++;
        return end;
    }

    /** Returns the lowest key above {@code key}. */
    public static byte[] after(byte[] key) {
        return Arrays.copyOf(key, key.length + 1);
    }
}
