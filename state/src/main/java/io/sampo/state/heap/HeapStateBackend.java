/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.heap;

import io.sampo.state.backend.BackendContext;
import io.sampo.state.backend.ForgettingBackend;
import io.sampo.state.backend.StateBackend;
import io.sampo.state.snapshot.KeyedStateContent;
import io.sampo.state.snapshot.KeyedStateHandle;
import io.sampo.state.snapshot.SnapshotFiles;
import java.util.List;

/**
 * Keeps keyed state as objects in the memory of the JVM: the fastest backend, for state that fits.
 * Snapshots are full, in one file, and copied on write: marking takes microseconds, whatever the
 * size. At most two snapshots of an operator are written at once; a third is declined with {@code
 * CHECKPOINT_FAILED}.
 *
 * <p>Restored tables and timers that the operator does not ask for stay, as bytes, and go into
 * later snapshots unchanged, so that state survives a version of the program that does not use it.
 *
 * <p>Shares nothing between operators, so closing it does nothing.
 */
public final class HeapStateBackend implements StateBackend {
    /** The name in settings and handles. */
    public static final String NAME = "heap";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public ForgettingBackend<Object> open(BackendContext context, List<KeyedStateHandle> restored) {
        return new HeapKeyedBackend(context, restored);
    }

    /**
     * Reads what is in a handle, without the classes of the job. Reads the whole file, and verifies
     * it.
     *
     * @param operator named in errors
     * @throws io.sampo.core.error.StreamException with {@code CHECKPOINT_DAMAGED} or {@code
     *     STATE_INCOMPATIBLE}
     */
    public static KeyedStateContent contentOf(
            String operator, KeyedStateHandle handle, SnapshotFiles files) {
        RowCounts counts = new RowCounts();
        SnapshotReader.read(operator, handle, files, counts);
        return counts.content();
    }

    @Override
    public void close() {}
}
