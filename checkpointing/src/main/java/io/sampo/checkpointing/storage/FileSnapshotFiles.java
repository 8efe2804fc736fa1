/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.storage;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.FileOutput;
import io.sampo.core.io.FileStore;
import io.sampo.core.io.VerifyingInputStream;
import io.sampo.state.snapshot.SnapshotFiles;
import io.sampo.state.snapshot.StateFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;

/** Reads the files of checkpoints below one directory, and verifies what it reads. */
public final class FileSnapshotFiles implements SnapshotFiles {
    private static final int BUFFER_BYTES = 256 * 1024;

    private final FileStore files;
    private final Path base;

    /** Creates a reader of handles whose paths are relative to {@code base}. */
    public FileSnapshotFiles(FileStore files, Path base) {
        this.files = files;
        this.base = base;
    }

    @Override
    public InputStream open(StateFile file) {
        return open(resolve(file), file);
    }

    private InputStream open(Path path, StateFile file) {
        try {
            return new VerifyingInputStream(
                    files.open(path), path.toString(), file.length(), file.checksum());
        } catch (StreamException failure) {
            throw failure.code() == ErrorCode.INPUT_UNAVAILABLE
                    ? SealedJson.damaged(path.toString(), "it is missing")
                    : failure;
        }
    }

    /** Links only what never changes again: whoever opens a database writes to its small files. */
    @Override
    public void fetch(StateFile file, Path target) throws IOException {
        Path source = resolve(file);
        try (InputStream in = open(source, file)) {
            if (CheckpointPaths.isShared(file.path()) && files.tryLink(source, target)) {
                verify(in, target);
            } else {
                copy(in, target);
            }
        }
    }

    private void verify(InputStream in, Path linked) throws IOException {
        boolean sound = false;
        try {
            transfer(in, OutputStream.nullOutputStream());
            sound = true;
        } finally {
            if (!sound) {
                files.delete(linked);
            }
        }
    }

    private void copy(InputStream in, Path target) throws IOException {
        boolean whole = false;
        try (FileOutput out = files.create(target)) {
            transfer(in, out);
            whole = true;
        } finally {
            if (!whole) {
                files.delete(target);
            }
        }
    }

    /** The JDK's own way takes 8 KiB at a time, each through all layers of a client. */
    private static void transfer(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
            out.write(buffer, 0, got);
        }
    }

    Path resolve(StateFile file) {
        if (!CheckpointPaths.isSafe(file.path())) {
            throw SealedJson.damaged(
                    base.toString(), "a handle leads out of the directory, path=" + file.path());
        }
        return base.resolve(file.path());
    }
}
