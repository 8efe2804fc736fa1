/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.backend;

import io.sampo.state.snapshot.KeyedStateHandle;
import java.io.IOException;

/** The second half of a snapshot: writes what was marked. Run once, by any thread. */
public interface SnapshotRun {
    /**
     * Writes and returns the handle.
     *
     * @throws IOException if the store fails
     * @throws java.util.concurrent.CancellationException if {@link #cancel()} came first
     */
    KeyedStateHandle run() throws IOException;

    /** Makes {@link #run()} stop soon, or never start, and lets go of the marked state. */
    void cancel();
}
