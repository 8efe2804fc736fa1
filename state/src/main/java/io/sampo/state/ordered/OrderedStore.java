/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.ordered;

/**
 * Rows of bytes, ordered by key, that need not survive the process: what must survive is in
 * checkpoints. Thread-safe. Its methods may block, and fail with {@link
 * io.sampo.core.error.StreamException}: {@code RESOURCE_EXHAUSTED} if it is full, {@code
 * EXTERNAL_IO} if it cannot be read or written.
 */
public interface OrderedStore extends StoreReader, AutoCloseable {
    /** Applies all of a batch, in its order, or nothing. */
    void write(StoreBatch batch);

    /** Returns the rows as they are now; quick. */
    StoreView view();

    /** Removes the rows from {@code from} to before {@code to}. */
    void deleteRange(byte[] from, byte[] to);

    /**
     * Sets the rows aside as they are now. Takes a fraction of a second and must not run on the
     * subtask's thread if that can be helped; nothing is written meanwhile.
     */
    StoreCheckpoint checkpoint(long checkpointId);

    /** That checkpoint is complete: its files may be referred to by later ones. */
    void checkpointCompleted(long checkpointId);

    /** That checkpoint will never complete: nothing may refer to its files. */
    void checkpointAborted(long checkpointId);

    /** Returns the approximate number of bytes of all rows, for metrics. */
    long approximateBytes();

    /** Frees memory and local files. */
    @Override
    void close();
}
