/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.rocksdb;

import io.sampo.core.io.FileStore;
import java.nio.file.Path;

/** The directory of one keyed backend, with all that is local to it. */
final class WorkDirectory implements AutoCloseable {
    private final FileStore files;
    private final Path path;
    private final Runnable whenGone;

    WorkDirectory(FileStore files, Path path, Runnable whenGone) {
        this.files = files;
        this.path = path;
        this.whenGone = whenGone;
    }

    FileStore files() {
        return files;
    }

    /** Returns where the database is. */
    Path database() {
        return path.resolve("db");
    }

    /** Returns where the hard links of a checkpoint are. */
    Path checkpoint(long checkpointId) {
        return path.resolve("chk-" + checkpointId);
    }

    /** Returns where the files of another store are while its rows are copied. */
    Path restored(int number) {
        return path.resolve("restored-" + number);
    }

    /** Deletes the directory, if it is there. */
    @Override
    public void close() {
        try {
            files.deleteRecursively(path);
        } finally {
            whenGone.run();
        }
    }
}
