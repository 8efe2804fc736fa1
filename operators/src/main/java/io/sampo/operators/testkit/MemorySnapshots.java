/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.testkit;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.FileStore;
import io.sampo.state.snapshot.SnapshotFiles;
import io.sampo.state.snapshot.SnapshotOutput;
import io.sampo.state.snapshot.SnapshotStore;
import io.sampo.state.snapshot.StateFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The files of snapshots, in memory. One for each snapshot; confined to one thread. */
final class MemorySnapshots implements SnapshotStore, SnapshotFiles {
    private final String name;
    private final Map<String, byte[]> files;

    /** Creates a place where {@code files} are read from, and new ones added to. */
    MemorySnapshots(String name, Map<String, byte[]> files) {
        this.name = name;
        this.files = new HashMap<>(files);
    }

    Map<String, byte[]> files() {
        return files;
    }

    private StateFile add(String role, byte[] content) {
        String path = name + "/" + files.size() + "-" + role;
        files.put(path, content);
        return new StateFile(path, content.length, "00000000");
    }

    private byte[] find(StateFile file) {
        byte[] content = files.get(file.path());
        if (content == null) {
            throw new StreamException(
                    ErrorCode.CHECKPOINT_DAMAGED,
                    "The snapshot has no such file: file=" + file.path());
        }
        return content;
    }

    @Override
    public SnapshotOutput create(String role) {
        return new MemoryOutput(role);
    }

    @Override
    public StateFile putShared(Path localFile) {
        return putPrivate(localFile, "shared");
    }

    @Override
    public StateFile putPrivate(Path localFile, String role) {
        return add(role, FileStore.local().readAll(localFile));
    }

    @Override
    public InputStream open(StateFile file) {
        return new ByteArrayInputStream(find(file));
    }

    @Override
    public void fetch(StateFile file, Path target) {
        FileStore.local().writeAtomically(target, find(file));
    }

    private final class MemoryOutput extends SnapshotOutput {
        private final String role;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        MemoryOutput(String role) {
            this.role = role;
        }

        @Override
        public void write(int value) {
            bytes.write(value);
        }

        @Override
        public void write(byte[] source, int offset, int count) {
            bytes.write(source, offset, count);
        }

        @Override
        public long position() {
            return bytes.size();
        }

        @Override
        public StateFile finish() {
            return add(role, bytes.toByteArray());
        }
    }
}
