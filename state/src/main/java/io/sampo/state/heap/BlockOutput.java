/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.heap;

import io.sampo.core.io.BinaryOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Rows on their way to a snapshot file, in blocks of limited size, so that neither side needs a
 * whole key group in memory as bytes.
 */
final class BlockOutput {
    private static final int BLOCK_BYTES = 1 << 16;

    private final DataOutputStream target;
    private final BooleanSupplier cancelled;
    private final Pace pace;
    private final BinaryOutput block = new BinaryOutput(BLOCK_BYTES + BLOCK_BYTES / 4);
    private int blockRows;
    private long rows;

    BlockOutput(DataOutputStream target, BooleanSupplier cancelled, Pace pace) {
        this.target = target;
        this.cancelled = cancelled;
        this.pace = pace;
    }

    /**
     * Begins a row and returns where to write it.
     *
     * @throws CancellationException if the snapshot is not wanted any more
     */
    BinaryOutput row() throws IOException {
        if (cancelled.getAsBoolean()) {
            throw new CancellationException("The snapshot was cancelled");
        }
        pace.row();
        if (block.length() >= BLOCK_BYTES) {
            flush();
        }
        blockRows++;
        return block;
    }

    /** Writes what is left, and the sign that there are no more blocks. */
    void end() throws IOException {
        flush();
        target.writeInt(0);
    }

    private void flush() throws IOException {
        if (blockRows > 0) {
            write(block.array(), block.length(), blockRows);
            block.clear();
            blockRows = 0;
        }
    }

    /** Writes rows that were read from another snapshot; not between rows of one's own. */
    void write(byte[] bytes, int count, int rowCount) throws IOException {
        target.writeInt(rowCount);
        target.writeInt(count);
        target.write(bytes, 0, count);
        rows += rowCount;
    }

    /** Returns how many rows were written in all. */
    long rows() {
        return rows;
    }
}
