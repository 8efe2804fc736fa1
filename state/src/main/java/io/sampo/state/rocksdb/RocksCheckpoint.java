/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.rocksdb;

import io.sampo.core.io.FileStore;
import io.sampo.state.ordered.HandleFiles;
import io.sampo.state.ordered.StoreCheckpoint;
import io.sampo.state.snapshot.SnapshotStore;
import io.sampo.state.snapshot.StateFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/**
 * A directory of hard links to the files of a store. Tables of rows never change once written:
 * those that an earlier completed checkpoint has are not copied again. The others are small.
 */
final class RocksCheckpoint implements StoreCheckpoint {
    private static final String TABLE_SUFFIX = ".sst";

    /** Settings of the moment, and logs of writes, which are empty: a store opens without them. */
    private static final Pattern NEEDLESS = Pattern.compile("OPTIONS-.*|.*\\.log");

    private final FileStore files;
    private final Path directory;
    private final long checkpointId;
    private final UploadedFiles uploaded;

    RocksCheckpoint(FileStore files, Path directory, long checkpointId, UploadedFiles uploaded) {
        this.files = files;
        this.directory = directory;
        this.checkpointId = checkpointId;
        this.uploaded = uploaded;
    }

    /** Returns whether a file of that name never changes. */
    static boolean isShared(String name) {
        return name.endsWith(TABLE_SUFFIX);
    }

    @Override
    public void upload(SnapshotStore target, HandleFiles handle, BooleanSupplier cancelled)
            throws IOException {
        Map<String, StateFile> known = uploaded.completed();
        Map<String, StateFile> shared = new HashMap<>();
        for (Path file : files.list(directory)) {
            if (cancelled.getAsBoolean()) {
                throw new CancellationException(
                        "The snapshot was cancelled: checkpoint=" + checkpointId);
            }
            String name = file.getFileName().toString();
            if (isShared(name) && target.sharing()) {
                StateFile there = known.get(name);
                StateFile stored = there == null ? target.putShared(file) : there;
                shared.put(name, stored);
                handle.addShared(name, stored);
            } else if (!NEEDLESS.matcher(name).matches()) {
                handle.addPrivate(name, target.putPrivate(file, name));
            }
        }
        if (target.sharing()) {
            uploaded.uploaded(checkpointId, shared);
        }
    }

    @Override
    public void close() {
        files.deleteRecursively(directory);
    }
}
