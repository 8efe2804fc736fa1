/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.heap;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.type.KeyType;
import io.sampo.state.backend.BackendContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was restored from any number of snapshots and not been asked for yet. */
final class RestoredState {
    private final BackendContext context;
    private final KeyCursor cursor;
    private final Map<String, RestoredTable> tables = new LinkedHashMap<>();

    RestoredState(BackendContext context, KeyCursor cursor) {
        this.context = context;
        this.cursor = cursor;
    }

    /** Returns what takes the rows that belong to the key groups owned here, of one snapshot. */
    SnapshotReader.Content content() {
        List<RestoredTable> read = new ArrayList<>();
        return new SnapshotReader.Content() {
            @Override
            public void header(SnapshotFormat.Header header) {
                for (TableMeta meta : header.tables()) {
                    read.add(table(meta));
                }
                if (!header.keyClass().isEmpty()) {
                    keyClass(header.keyClass());
                }
            }

            @Override
            public boolean wants(int keyGroup) {
                return context.keyGroups().contains(keyGroup);
            }

            @Override
            public void rows(int keyGroup, int table, byte[] block, int count) {
                read.get(table).add(keyGroup - context.keyGroups().first(), block, count);
            }
        };
    }

    /** Takes note of the class of the keys in a snapshot. */
    void keyClass(String description) {
        Class<?> found;
        try {
            ClassLoader loader = context.serialization().classLoader();
            found = Class.forName(KeyType.describedClass(description), false, loader);
        } catch (ClassNotFoundException | LinkageError e) {
            throw new StreamException(
                    ErrorCode.STATE_INCOMPATIBLE,
                    "The class of the keys of stored state is not in the program: operator='"
                            + context.operator()
                            + "' class="
                            + description
                            + ". Add it, or give the operator another name to start without state.",
                    e);
        }
        String now = KeyType.describe(found);
        if (!now.equals(description)) {
            throw SnapshotReader.incompatible(
                    context.operator().name(),
                    "class of the keys",
                    description,
                    now,
                    "Bring it back as it was, or give the operator another name to start without"
                            + " state.");
        }
        cursor.restoreType(found);
    }

    /** Returns where the rows of a table of a snapshot go. */
    RestoredTable table(TableMeta meta) {
        String id = id(meta);
        RestoredTable first = tables.get(id);
        if (first == null) {
            first = new RestoredTable(meta, context.keyGroups().size());
            tables.put(id, first);
        } else if (!first.meta().fits(meta)) {
            throw mismatch(meta, first.meta(), "Snapshots of one operator differ.");
        } else {
            first.addSchemas(meta);
        }
        return first;
    }

    /**
     * Returns the restored rows of a table.
     *
     * @return null if there are none
     * @throws StreamException with {@code STATE_INCOMPATIBLE} if they are of another kind or type
     */
    @Nullable RestoredTable find(TableMeta wanted) {
        RestoredTable found = tables.get(id(wanted));
        if (found == null) {
            return null;
        }
        if (!wanted.fits(found.meta())) {
            throw mismatch(
                    found.meta(), wanted, "Use the stored type, or give the state another name.");
        }
        return found;
    }

    /** Forgets rows that are in their table now. */
    void forget(RestoredTable table) {
        tables.remove(id(table.meta()));
    }

    Collection<RestoredTable> rest() {
        return tables.values();
    }

    private StreamException mismatch(TableMeta stored, TableMeta wanted, String wayOut) {
        return SnapshotReader.incompatible(
                context.operator().name(),
                (wanted.kind() == TableMeta.Kind.TIMERS ? "timers='" : "state='")
                        + wanted.name()
                        + "'",
                stored.describe(),
                wanted.describe(),
                wayOut);
    }

    /** Tables and timers have names of their own. */
    private static String id(TableMeta meta) {
        return (meta.kind() == TableMeta.Kind.TIMERS ? "timers:" : "state:") + meta.name();
    }
}
