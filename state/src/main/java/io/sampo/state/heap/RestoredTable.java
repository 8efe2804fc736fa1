/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.heap;

import io.sampo.core.io.BinaryInput;
import io.sampo.core.type.Serialization;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A table of a snapshot whose rows are still bytes, because its type is not known before the
 * operator asks for it. Goes into later snapshots as it is. Not changed any more once the backend
 * is open.
 */
final class RestoredTable {
    private TableMeta meta;
    private final List<List<Block>> segments = new ArrayList<>();

    /** Some rows. */
    private static final class Block {
        final byte[] bytes;
        final int rows;

        Block(byte[] bytes, int rows) {
            this.bytes = bytes;
            this.rows = rows;
        }
    }

    RestoredTable(TableMeta meta, int segmentCount) {
        this.meta = meta;
        for (int i = 0; i < segmentCount; i++) {
            segments.add(List.of());
        }
    }

    TableMeta meta() {
        return meta;
    }

    /** Rows of another snapshot follow, whose values may have other schemas. */
    void addSchemas(TableMeta other) {
        meta = meta.withSchema(Serialization.mergedSchemas(meta.schema(), other.schema()));
    }

    void add(int segment, byte[] bytes, int rows) {
        List<Block> blocks = segments.get(segment);
        if (blocks.isEmpty()) {
            blocks = new ArrayList<>();
            segments.set(segment, blocks);
        }
        blocks.add(new Block(bytes, rows));
    }

    boolean isEmpty(int segment) {
        return segments.get(segment).isEmpty();
    }

    /** Hands all rows to a table's reader. */
    void readBy(RowReader reader) {
        for (List<Block> blocks : segments) {
            for (Block block : blocks) {
                reader.read(new BinaryInput(block.bytes), block.rows);
            }
        }
    }

    /** Writes a segment to another snapshot. */
    void write(int segment, BlockOutput target) throws IOException {
        for (Block block : segments.get(segment)) {
            target.write(block.bytes, block.bytes.length, block.rows);
        }
    }

    long bytes() {
        long bytes = 0;
        for (List<Block> blocks : segments) {
            for (Block block : blocks) {
                bytes += block.bytes.length;
            }
        }
        return bytes;
    }
}
