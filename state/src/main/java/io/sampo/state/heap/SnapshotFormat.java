/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.heap;

import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;
import io.sampo.state.keygroup.KeyGroupRange;
import java.util.ArrayList;
import java.util.List;

/**
 * The file of a heap snapshot. Numbers are big endian; a <i>string</i> is its length in UTF-8 as a
 * variable number, then the text; keys and namespaces are written by their types, values by the
 * job's serialization. The class of keys is its name, with its components if it is a record.
 *
 * <pre>
 * file     = "SmpH", version (short), header, section*, -1 (int), footer
 * header   = length (int), class of the keys (string, empty if there never was one),
 *            maximum parallelism, first and last key group (variable ints),
 *            number of tables (variable int), table*
 * table    = kind (byte: 0 value, 1 list, 2 map, 3 timers), name, name of the namespace type,
 *            class name of the values, schema, class of the user keys (strings)
 * section  = key group (int), part*, -1 (int)              one for each key group that has entries
 * part     = number of the table (int), block*, 0 (int)    one for each table that has entries there
 * block    = number of rows (int, positive), length in bytes (int), row*
 * row      = of a value:  key, namespace, value
 *            of a list:   key, namespace, number (variable int), elements; further rows append
 *            of a map:    key, namespace, number (variable int), user keys and values; further rows add
 *            of a timer:  key, namespace, timestamp (long)
 * footer   = length (int), number of sections (variable int), for each its key group (variable int),
 *            its offset in the file (variable long) and number of rows (variable long);
 *            then the offset of the footer (long) and "SmpH"
 * </pre>
 *
 * <p>Sections are in ascending order of key groups. The file as a whole has a checksum in its
 * handle.
 */
final class SnapshotFormat {
    static final int MAGIC = 'S' << 24 | 'm' << 16 | 'p' << 8 | 'H';
    static final int VERSION = 1;
    static final int END = -1;

    private SnapshotFormat() {}

    /** What stands before the sections. */
    record Header(
            String keyClass, int maxParallelism, KeyGroupRange keyGroups, List<TableMeta> tables) {
        void write(BinaryOutput target) {
            target.writeString(keyClass);
            target.writeVarInt(maxParallelism);
            target.writeVarInt(keyGroups.first());
            target.writeVarInt(keyGroups.last());
            target.writeVarInt(tables.size());
            for (TableMeta table : tables) {
                table.write(target);
            }
        }

        static Header read(BinaryInput source) {
            String keyClass = source.readString();
            int maxParallelism = source.readVarInt();
            KeyGroupRange keyGroups = new KeyGroupRange(source.readVarInt(), source.readVarInt());
            List<TableMeta> tables = new ArrayList<>();
            for (int count = source.readVarInt(); count > 0; count--) {
                tables.add(TableMeta.read(source));
            }
            return new Header(keyClass, maxParallelism, keyGroups, tables);
        }
    }

    /** Where the entries of one key group are. */
    record Section(int keyGroup, long offset, long rows) {
        void write(BinaryOutput target) {
            target.writeVarInt(keyGroup);
            target.writeVarLong(offset);
            target.writeVarLong(rows);
        }

        static Section read(BinaryInput source) {
            return new Section(source.readVarInt(), source.readVarLong(), source.readVarLong());
        }
    }
}
