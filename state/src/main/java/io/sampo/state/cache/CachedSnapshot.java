/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.cache;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.state.backend.BackendContext;
import io.sampo.state.backend.SnapshotRun;
import io.sampo.state.ordered.HandleFiles;
import io.sampo.state.ordered.StoreCheckpoint;
import io.sampo.state.ordered.TableCatalog;
import io.sampo.state.snapshot.KeyedStateHandle;
import io.sampo.state.snapshot.SnapshotOutput;
import io.sampo.state.snapshot.SnapshotStore;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** The second half of a snapshot: rows into the store, a checkpoint of the store, its upload. */
final class CachedSnapshot implements SnapshotRun {
    private final String backendName;
    private final BackendContext context;
    private final Mark mark;
    private final byte[] catalog;
    private final SnapshotStore target;
    private volatile boolean over;

    CachedSnapshot(
            String backendName,
            BackendContext context,
            Mark mark,
            byte[] catalog,
            SnapshotStore target) {
        this.backendName = backendName;
        this.context = context;
        this.mark = mark;
        this.catalog = catalog;
        this.target = target;
    }

    @Override
    public KeyedStateHandle run() throws IOException {
        try {
            return write();
        } finally {
            over = true;
        }
    }

    private KeyedStateHandle write() throws IOException {
        mark.run();
        HandleFiles files = new HandleFiles();
        try (StoreCheckpoint checkpoint = takeCheckpoint()) {
            checkpoint.upload(target, files, mark::isCancelled);
            uploadCatalog(files);
        } catch (IOException | RuntimeException failure) {
            if (mark.isCancelled()) {
                throw cancelled(failure);
            }
            throw failure;
        }
        return new KeyedStateHandle(
                backendName,
                context.keyGroups(),
                context.maxParallelism(),
                files.files(),
                files.sharedRoles());
    }

    /** Returns whether it has run. */
    boolean isOver() {
        return over;
    }

    @Override
    public void cancel() {
        mark.cancel();
    }

    private StoreCheckpoint takeCheckpoint() {
        Throwable failure = mark.writeFailure();
        if (failure == null) {
            failure = mark.checkpointFailure();
        }
        if (failure != null) {
            throw new StreamException(
                    failure instanceof StreamException known
                            ? known.code()
                            : ErrorCode.CHECKPOINT_FAILED,
                    "The state of operator="
                            + context.operator()
                            + " could not be set aside. "
                            + failure,
                    failure);
        }
        StoreCheckpoint checkpoint = mark.takeCheckpoint();
        if (checkpoint == null) {
            throw cancelled(null);
        }
        return checkpoint;
    }

    private void uploadCatalog(HandleFiles files) throws IOException {
        try (SnapshotOutput output = target.create(TableCatalog.ROLE)) {
            output.write(catalog);
            files.addPrivate(TableCatalog.ROLE, output.finish());
        }
    }

    private CancellationException cancelled(@Nullable Throwable cause) {
        CancellationException cancelled =
                new CancellationException(
                        "The snapshot was cancelled: operator=" + context.operator());
        if (cause != null && cause != cancelled) {
            cancelled.initCause(cause);
        }
        return cancelled;
    }
}
