/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.heap;

import io.sampo.core.type.KeyType;
import io.sampo.core.type.Serialization;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table as it was at the mark. */
sealed interface MarkedTable {
    /** Returns what the snapshot stores about it. */
    TableMeta meta();

    /** Returns whether it has nothing in that segment. */
    boolean isEmpty(int segment);

    /** Writes that segment. */
    void write(int segment, Writers writers, BlockOutput target) throws IOException;

    /** What the thread that writes a snapshot needs for each table; confined to it. */
    record Writers(KeyType<Object> keys, Serialization serialization) {}

    /** A table in use. */
    final class Live implements MarkedTable {
        private final HeapTable table;
        private final List<Segments> entries;
        private @Nullable EntryRows writer;

        Live(HeapTable table) {
            this.table = table;
            entries = table.mark();
        }

        @Override
        public TableMeta meta() {
            return table.meta();
        }

        @Override
        public boolean isEmpty(int segment) {
            return entries.stream().allMatch(each -> each.isEmpty(segment));
        }

        @Override
        public void write(int segment, Writers writers, BlockOutput target) throws IOException {
            if (writer == null) {
                writer = table.writer(writers.keys, writers.serialization);
            }
            for (Segments each : entries) {
                each.write(segment, writer, target);
            }
        }
    }

    /** A restored table that the operator has not asked for. */
    record Kept(RestoredTable table) implements MarkedTable {
        @Override
        public TableMeta meta() {
            return table.meta();
        }

        @Override
        public boolean isEmpty(int segment) {
            return table.isEmpty(segment);
        }

        @Override
        public void write(int segment, Writers writers, BlockOutput target) throws IOException {
            table.write(segment, target);
        }
    }
}
