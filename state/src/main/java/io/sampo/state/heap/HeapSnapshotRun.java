/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.heap;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.type.KeyType;
import io.sampo.state.backend.BackendContext;
import io.sampo.state.backend.SnapshotRun;
import io.sampo.state.snapshot.KeyedStateHandle;
import io.sampo.state.snapshot.SnapshotOutput;
import io.sampo.state.snapshot.SnapshotStore;
import io.sampo.state.snapshot.StateFile;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Writes the marked state to one file, key group by key group, and lets go of it. Why it may read
 * while the subtask goes on is argued in {@link CopyOnWrite}.
 */
final class HeapSnapshotRun implements SnapshotRun {
    /** The role of the one file. */
    static final String ROLE = "heap";

    private final BackendContext context;
    private final SnapshotStore store;
    private final CopyOnWrite.Progress progress;
    private final @Nullable KeyType<Object> keys;

    /** Who turns it has the marked tables: the one thread that runs, or a cancel before that. */
    private final AtomicBoolean taken = new AtomicBoolean();

    private List<MarkedTable> tables;
    private volatile boolean cancelled;

    HeapSnapshotRun(
            BackendContext context,
            SnapshotStore store,
            CopyOnWrite.Progress progress,
            @Nullable KeyType<Object> keys,
            List<MarkedTable> tables) {
        this.context = context;
        this.store = store;
        this.progress = progress;
        this.keys = keys;
        this.tables = tables;
    }

    @Override
    public KeyedStateHandle run() throws IOException {
        if (!taken.compareAndSet(false, true)) {
            checkCancelled();
            throw new StreamException(
                    ErrorCode.INTERNAL,
                    "A snapshot was run twice: operator='" + context.operator() + "'");
        }
        try (SnapshotOutput output = store.create(ROLE)) {
            // A savepoint is taken seldom, and somebody waits for it.
            Pace pace = new Pace(context.clock(), !store.sharing());
            new SnapshotWriter(context, tables, output, () -> cancelled, pace)
                    .write(keys, progress);
            release();
            checkCancelled();
            StateFile file = output.finish();
            return new KeyedStateHandle(
                    HeapStateBackend.NAME,
                    context.keyGroups(),
                    context.maxParallelism(),
                    Map.of(ROLE, file),
                    List.of());
        } finally {
            release();
        }
    }

    private void checkCancelled() {
        if (cancelled) {
            throw new CancellationException(
                    "The snapshot was cancelled: operator='" + context.operator() + "'");
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        if (taken.compareAndSet(false, true)) {
            release();
        }
    }

    boolean isReleased() {
        return progress.isReleased();
    }

    private void release() {
        tables = List.of();
        progress.release();
    }
}
