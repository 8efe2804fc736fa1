/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.local;

import io.sampo.checkpointing.storage.CheckpointPaths;
import io.sampo.checkpointing.storage.FileSnapshotFiles;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.FileStore;
import io.sampo.state.snapshot.SnapshotFiles;
import io.sampo.state.snapshot.StateFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads copies of this node if they are there and sound, and what is kept elsewhere if not; of
 * that, files that never change are copies from then on.
 */
final class LocalFirstFiles implements SnapshotFiles {
    private static final Logger LOG = LoggerFactory.getLogger(LocalFirstFiles.class);

    private final FileStore files;
    private final Path directory;
    private final SnapshotFiles copies;
    private final SnapshotFiles kept;

    LocalFirstFiles(FileStore files, Path directory, SnapshotFiles kept) {
        this.files = files;
        this.directory = directory;
        this.copies = new FileSnapshotFiles(files, directory);
        this.kept = kept;
    }

    /** Reads a copy twice: whoever reads it may use its content before the end is verified. */
    @Override
    public InputStream open(StateFile file) throws IOException {
        if (isThere(file)) {
            try (InputStream copy = copies.open(file)) {
                copy.transferTo(OutputStream.nullOutputStream());
                return copies.open(file);
            } catch (StreamException unsound) {
                drop(file, unsound);
            }
        }
        return kept.open(file);
    }

    @Override
    public void fetch(StateFile file, Path target) throws IOException {
        if (isThere(file)) {
            try {
                copies.fetch(file, target);
                return;
            } catch (StreamException unsound) {
                drop(file, unsound);
            }
        }
        kept.fetch(file, target);
        if (CheckpointPaths.isShared(file.path())) {
            copy(file, target);
        }
    }

    /** The next checkpoints refer to it, and do not store it again. */
    private void copy(StateFile file, Path fetched) {
        try {
            files.tryLink(fetched, directory.resolve(file.path()));
        } catch (StreamException failure) {
            LOG.warn("A restore will do without a copy: {}", failure.getMessage());
        }
    }

    private boolean isThere(StateFile file) {
        return files.exists(directory.resolve(file.path()));
    }

    private void drop(StateFile file, StreamException unsound) {
        LOG.warn("A copy is not used: {}", unsound.getMessage());
        files.delete(directory.resolve(file.path()));
    }
}
