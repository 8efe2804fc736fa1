/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.testkit;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.state.snapshot.SnapshotFiles;
import io.sampo.state.snapshot.SnapshotOutput;
import io.sampo.state.snapshot.SnapshotStore;
import io.sampo.state.snapshot.StateFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32C;

/** Snapshots in memory, verified as the real ones are; can be damaged and can fail. */
public final class MemorySnapshots implements SnapshotFiles {
    private final ConcurrentHashMap<String, byte[]> files = new ConcurrentHashMap<>();
    private final AtomicInteger names = new AtomicInteger();
    private final AtomicInteger unfinished = new AtomicInteger();
    private volatile int failAfterBytes = Integer.MAX_VALUE;

    /** Returns where a checkpoint puts its files. */
    public SnapshotStore store(long checkpointId) {
        return new Store("chk-" + checkpointId + "/", true);
    }

    /** Returns where a savepoint puts its files, which are for nobody else. */
    public SnapshotStore savepoint(long checkpointId) {
        return new Store("sp-" + checkpointId + "/", false);
    }

    /** Makes every new file fail once it has that many bytes; MAX_VALUE ends it. */
    public void failAfterBytes(int count) {
        failAfterBytes = count;
    }

    /** Returns the paths of the finished files. */
    public Set<String> paths() {
        return Set.copyOf(files.keySet());
    }

    /** Returns how many files were opened and neither finished nor closed. */
    public int unfinished() {
        return unfinished.get();
    }

    /** Replaces the content of a file, as a fault of the storage would. */
    public void replace(StateFile file, byte[] content) {
        files.put(file.path(), content);
    }

    @Override
    public InputStream open(StateFile file) {
        byte[] content = content(file);
        return new FilterInputStream(new ByteArrayInputStream(content)) {
            @Override
            public int read() throws IOException {
                return verifyAt(super.read());
            }

            @Override
            public int read(byte[] target, int offset, int count) throws IOException {
                return verifyAt(super.read(target, offset, count));
            }

            private int verifyAt(int result) {
                if (result < 0) {
                    verify(file, content);
                }
                return result;
            }
        };
    }

    @Override
    public void fetch(StateFile file, Path target) throws IOException {
        byte[] content = content(file);
        verify(file, content);
        Files.write(target, content);
    }

    /** Returns the content of a file. */
    public byte[] content(StateFile file) {
        byte[] content = files.get(file.path());
        if (content == null) {
            throw new StreamException(
                    ErrorCode.CHECKPOINT_DAMAGED, "A file is missing: file=" + file.path());
        }
        return content;
    }

    private static void verify(StateFile file, byte[] content) {
        if (content.length != file.length() || !checksum(content).equals(file.checksum())) {
            throw new StreamException(
                    ErrorCode.CHECKPOINT_DAMAGED, "A file is damaged: file=" + file.path());
        }
    }

    private static String checksum(byte[] content) {
        CRC32C crc = new CRC32C();
        crc.update(content, 0, content.length);
        return String.format("%08x", crc.getValue());
    }

    private StateFile keep(String path, byte[] content) {
        files.put(path, content);
        return new StateFile(path, content.length, checksum(content));
    }

    private final class Store implements SnapshotStore {
        private final String directory;
        private final boolean sharing;

        Store(String directory, boolean sharing) {
            this.directory = directory;
            this.sharing = sharing;
        }

        @Override
        public boolean sharing() {
            return sharing;
        }

        @Override
        public SnapshotOutput create(String role) {
            unfinished.incrementAndGet();
            return new Output(directory + role + "-" + names.incrementAndGet());
        }

        @Override
        public StateFile putShared(Path localFile) throws IOException {
            String path = "shared/" + localFile.getFileName() + "-" + names.incrementAndGet();
            return keep(path, read(localFile));
        }

        @Override
        public StateFile putPrivate(Path localFile, String role) throws IOException {
            return keep(directory + role + "-" + names.incrementAndGet(), read(localFile));
        }

        private byte[] read(Path localFile) throws IOException {
            byte[] content = Files.readAllBytes(localFile);
            if (content.length > failAfterBytes) {
                throw new IOException("Storage is full: bytes=" + content.length);
            }
            return content;
        }
    }

    private final class Output extends SnapshotOutput {
        private final String path;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private boolean over;

        Output(String path) {
            this.path = path;
        }

        @Override
        public long position() {
            return bytes.size();
        }

        @Override
        public StateFile finish() {
            end();
            return keep(path, bytes.toByteArray());
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] source, int offset, int count) throws IOException {
            if (over) {
                throw new IOException("The file is finished or closed: file=" + path);
            }
            if (bytes.size() + count > failAfterBytes) {
                throw new IOException("Storage is full: file=" + path);
            }
            bytes.write(source, offset, count);
        }

        @Override
        public void close() {
            end();
        }

        private void end() {
            if (!over) {
                over = true;
                unfinished.decrementAndGet();
            }
        }
    }
}
