/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.local;

import io.sampo.core.error.StreamException;
import io.sampo.core.io.FileOutput;
import io.sampo.core.io.FileStore;
import io.sampo.state.snapshot.SnapshotOutput;
import io.sampo.state.snapshot.SnapshotStore;
import io.sampo.state.snapshot.StateFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores, and keeps a copy of what is stored: links to files that are there, and what is written as
 * it is written. Copies are not made durable: after a power failure they are gone, or damaged and
 * so not used.
 */
final class CopyingStore implements SnapshotStore {
    private static final Logger LOG = LoggerFactory.getLogger(CopyingStore.class);

    private final FileStore files;
    private final Path directory;
    private final SnapshotStore kept;
    private final Supplier<Path> unnamed;
    private final Consumer<String> made;

    /**
     * Creates a store.
     *
     * @param kept where checkpoints are kept
     * @param unnamed for files that are being written, each another one, on the same file system
     * @param made takes the path of each copy
     */
    CopyingStore(
            FileStore files,
            Path directory,
            SnapshotStore kept,
            Supplier<Path> unnamed,
            Consumer<String> made) {
        this.files = files;
        this.directory = directory;
        this.kept = kept;
        this.unnamed = unnamed;
        this.made = made;
    }

    @Override
    public StateFile putShared(Path localFile) throws IOException {
        StateFile stored = kept.putShared(localFile);
        link(localFile, stored);
        return stored;
    }

    @Override
    public StateFile putPrivate(Path localFile, String role) throws IOException {
        StateFile stored = kept.putPrivate(localFile, role);
        link(localFile, stored);
        return stored;
    }

    /** Noted first, so that half a copy is deleted, too. */
    private void link(Path localFile, StateFile stored) {
        made.accept(stored.path());
        Path copy = directory.resolve(stored.path());
        try {
            if (!files.tryLink(localFile, copy)) {
                files.copy(localFile, copy);
            }
        } catch (StreamException failure) {
            without(failure);
        }
    }

    private static void without(StreamException failure) {
        LOG.warn("A restore will do without a copy: {}", failure.getMessage());
    }

    @Override
    public SnapshotOutput create(String role) throws IOException {
        return new CopyingOutput(kept.create(role), unnamed.get());
    }

    /** Writes two files; fails only if the one fails that is kept. */
    private final class CopyingOutput extends SnapshotOutput {
        private final SnapshotOutput output;
        private final Path file;
        private @Nullable FileOutput copy;

        CopyingOutput(SnapshotOutput output, Path file) {
            this.output = output;
            this.file = file;
            try {
                copy = files.create(file);
            } catch (StreamException failure) {
                without(failure);
            }
        }

        @Override
        public long position() {
            return output.position();
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] source, int offset, int count) throws IOException {
            output.write(source, offset, count);
            try {
                if (copy != null) {
                    copy.write(source, offset, count);
                }
            } catch (StreamException failure) {
                without(failure);
                drop();
            }
        }

        @Override
        public StateFile finish() throws IOException {
            StateFile stored = output.finish();
            try {
                if (copy != null) {
                    copy.close();
                    link(file, stored);
                }
            } catch (StreamException failure) {
                without(failure);
            }
            drop();
            return stored;
        }

        private void drop() {
            FileOutput dropped = copy;
            copy = null;
            if (dropped == null) {
                return;
            }
            try (dropped) {
                files.delete(file);
            } catch (StreamException failure) {
                without(failure);
            }
        }

        @Override
        public void close() throws IOException {
            try (output) {
                drop();
            }
        }
    }
}
