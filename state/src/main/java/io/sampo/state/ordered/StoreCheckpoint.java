/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.ordered;

import io.sampo.state.snapshot.SnapshotStore;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/** The rows of a store at one moment, still local. Used by one thread. */
public interface StoreCheckpoint extends AutoCloseable {
    /**
     * Copies the rows to where they are safe.
     *
     * @param target for the files of this checkpoint
     * @param files takes note of every file
     * @param cancelled is asked now and then; if it says yes, this method ends soon
     * @throws java.util.concurrent.CancellationException if it was cancelled
     */
    void upload(SnapshotStore target, HandleFiles files, BooleanSupplier cancelled)
            throws IOException;

    /** Lets go of the local rows. */
    @Override
    void close();
}
