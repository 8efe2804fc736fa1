/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.storage;

import io.sampo.core.id.OperatorId;
import io.sampo.core.io.Checksums;
import io.sampo.core.io.FileOutput;
import io.sampo.core.io.FileStore;
import io.sampo.state.snapshot.SnapshotOutput;
import io.sampo.state.snapshot.SnapshotStore;
import io.sampo.state.snapshot.StateFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32C;

/**
 * Writes the files of one operator of one subtask for one checkpoint. Contents are durable when a
 * method returns, names when the metadata is written.
 */
final class FileSnapshotStore implements SnapshotStore {
    private final FileStore files;
    private final CheckpointPaths paths;
    private final CheckpointRef checkpoint;
    private final OperatorId operator;
    private final int subtask;
    private final AtomicInteger numbers = new AtomicInteger();

    FileSnapshotStore(
            FileStore files,
            CheckpointPaths paths,
            CheckpointRef checkpoint,
            OperatorId operator,
            int subtask) {
        this.files = files;
        this.paths = paths;
        this.checkpoint = checkpoint;
        this.operator = operator;
        this.subtask = subtask;
    }

    @Override
    public boolean sharing() {
        return !checkpoint.savepoint();
    }

    @Override
    public SnapshotOutput create(String role) {
        String path =
                CheckpointPaths.privateFile(
                        checkpoint, operator, subtask, role, numbers.incrementAndGet());
        return create(paths.base(checkpoint).resolve(path), path);
    }

    private SnapshotOutput create(Path target, String path) {
        return new StoredOutput(files, target, path, files.create(target));
    }

    /**
     * Links where it can: the file never changes again, and its content is read for the checksum.
     * Elsewhere it is copied, and read once for both.
     */
    @Override
    public StateFile putShared(Path localFile) throws IOException {
        String name = String.valueOf(localFile.getFileName());
        if (!sharing()) {
            return putPrivate(localFile, name);
        }
        String path =
                CheckpointPaths.sharedFile(
                        checkpoint, operator, subtask, name, numbers.incrementAndGet());
        Path target = paths.base(checkpoint).resolve(path);
        if (!files.tryLink(localFile, target)) {
            return copy(localFile, create(target, path));
        }
        files.sync(target);
        Checksum checksum = new Checksum();
        try (InputStream in = files.open(target)) {
            in.transferTo(checksum);
        }
        return new StateFile(path, checksum.length(), checksum.hex());
    }

    @Override
    public StateFile putPrivate(Path localFile, String role) throws IOException {
        return copy(localFile, create(role));
    }

    private StateFile copy(Path localFile, SnapshotOutput to) throws IOException {
        try (to;
                InputStream in = files.open(localFile)) {
            in.transferTo(to);
            return to.finish();
        }
    }

    /** A file while it is written. */
    private static final class StoredOutput extends SnapshotOutput {
        private final FileStore files;
        private final Path target;
        private final String path;
        private final FileOutput out;
        private boolean finished;

        StoredOutput(FileStore files, Path target, String path, FileOutput out) {
            this.files = files;
            this.target = target;
            this.path = path;
            this.out = out;
        }

        @Override
        public long position() {
            return out.position();
        }

        @Override
        public void write(int value) {
            out.write(value);
        }

        @Override
        public void write(byte[] source, int offset, int count) {
            out.write(source, offset, count);
        }

        @Override
        public StateFile finish() {
            out.sync();
            out.close();
            finished = true;
            return new StateFile(path, out.position(), out.checksum());
        }

        @Override
        public void close() {
            if (finished) {
                return;
            }
            finished = true;
            try {
                out.close();
            } finally {
                files.delete(target);
            }
        }
    }

    /** Measures what is written to it. */
    static final class Checksum extends OutputStream {
        private final CRC32C crc = new CRC32C();
        private long length;

        @Override
        public void write(int value) {
            crc.update(value);
            length++;
        }

        @Override
        public void write(byte[] source, int offset, int count) {
            crc.update(source, offset, count);
            length += count;
        }

        long length() {
            return length;
        }

        String hex() {
            return Checksums.toHex(crc.getValue());
        }
    }
}
