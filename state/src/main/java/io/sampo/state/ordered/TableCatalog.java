/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.ordered;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;
import io.sampo.core.type.Serialization;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tables of a store by name, and the class of the keys. Confined to one thread. */
public final class TableCatalog {
    /** Role of the file of a snapshot that holds the catalog. */
    public static final String ROLE = "tables";

    /** In format 1, classes of keys were names alone, without the components of records. */
    private static final int FORMAT = 2;

    private static final int MAX_TABLES = 0xFFFF;

    private final Map<String, StoredTable> tables = new LinkedHashMap<>();
    private @Nullable String keyClass;

    /** Creates a catalog without tables. */
    public TableCatalog() {}

    /** Reads a catalog that {@link #toBytes} wrote. */
    public static TableCatalog of(byte[] bytes) {
        BinaryInput source = new BinaryInput(bytes);
        int format = source.readVarInt();
        if (format < 1 || format > FORMAT) {
            throw new StreamException(
                    ErrorCode.STATE_INCOMPATIBLE,
                    "The snapshot was written by a version of the engine that this one cannot read:"
                            + " format="
                            + format
                            + " readable=1 to "
                            + FORMAT
                            + ". Restore it with that version, or a later one.");
        }
        TableCatalog catalog = new TableCatalog();
        String keyClass = source.readString();
        catalog.keyClass = keyClass.isEmpty() ? null : keyClass;
        int count = source.readVarInt();
        for (int i = 0; i < count; i++) {
            StoredTable table =
                    new StoredTable(
                            source.readVarInt(),
                            source.readString(),
                            StoredTable.Kind.valueOf(source.readString()),
                            source.readString(),
                            source.readString(),
                            source.readString(),
                            source.readString());
            catalog.tables.put(keyOf(table.kind(), table.name()), table);
        }
        return catalog;
    }

    /** Returns the catalog as bytes. */
    public byte[] toBytes() {
        BinaryOutput target = new BinaryOutput();
        target.writeVarInt(FORMAT);
        target.writeString(keyClass == null ? "" : keyClass);
        target.writeVarInt(tables.size());
        for (StoredTable table : tables.values()) {
            target.writeVarInt(table.id());
            target.writeString(table.name());
            target.writeString(table.kind().name());
            target.writeString(table.namespaces());
            target.writeString(table.valueType());
            target.writeString(table.schema());
            target.writeString(table.userKeyClass());
        }
        return target.toByteArray();
    }

    /** Returns the tables in the order in which they were made. */
    public List<StoredTable> tables() {
        return new ArrayList<>(tables.values());
    }

    /**
     * Returns the class of the keys as {@link io.sampo.core.type.KeyType#describe} does, or null
     * before the first key.
     */
    public @Nullable String keyClass() {
        return keyClass;
    }

    /** Notes the class of the keys. */
    public void keyClass(@Nullable String description) {
        keyClass = description;
    }

    /** Returns the table of that name or null; timers have names of their own. */
    public @Nullable StoredTable find(StoredTable.Kind kind, String name) {
        return tables.get(keyOf(kind, name));
    }

    /** Adds a table, or replaces what is known of it; gives it an id of its own if it is new. */
    public StoredTable put(StoredTable wanted) {
        String key = keyOf(wanted.kind(), wanted.name());
        StoredTable known = tables.get(key);
        StoredTable table = wanted.withId(known == null ? nextId() : known.id());
        tables.put(key, table);
        return table;
    }

    /**
     * Takes over the tables of another store of the same operator, whose rows are about to be
     * copied.
     *
     * @return this catalog's ids by those of the other
     */
    public Map<Integer, Integer> adopt(TableCatalog other) {
        Map<Integer, Integer> ids = new HashMap<>();
        for (StoredTable table : other.tables.values()) {
            StoredTable known = find(table.kind(), table.name());
            StoredTable both =
                    known == null
                            ? table
                            : table.withSchema(
                                    Serialization.mergedSchemas(table.schema(), known.schema()));
            ids.put(table.id(), put(both).id());
        }
        if (keyClass == null) {
            keyClass = other.keyClass;
        }
        return ids;
    }

    /** Returns what no two tables share. */
    static String keyOf(StoredTable.Kind kind, String name) {
        return (kind == StoredTable.Kind.TIMERS ? "timers " : "state ") + name;
    }

    private int nextId() {
        int highest = 0;
        for (StoredTable table : tables.values()) {
            highest = Math.max(highest, table.id());
        }
        if (highest == MAX_TABLES - 1) {
            throw new StreamException(
                    ErrorCode.INVALID_PROGRAM,
                    "An operator has too many states: count=" + tables.size());
        }
        return highest + 1;
    }
}
