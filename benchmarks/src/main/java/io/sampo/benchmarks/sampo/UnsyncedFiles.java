/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.sampo;

import io.sampo.core.io.FileLock;
import io.sampo.core.io.FileOutput;
import io.sampo.core.io.FileStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;

/**
 * The files of this machine, but nothing is made durable: what an engine does that leaves that to
 * the operating system.
 */
final class UnsyncedFiles implements FileStore {
    private static final FileStore LOCAL = FileStore.local();

    private interface Action {
        void run() throws IOException;
    }

    private static void attempt(Action action) {
        try {
            action.run();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public FileOutput create(Path file) {
        return new UnsyncedOutput(LOCAL.create(file));
    }

    @Override
    public InputStream open(Path file) {
        return LOCAL.open(file);
    }

    @Override
    public byte[] readAll(Path file) {
        return LOCAL.readAll(file);
    }

    @Override
    public void writeAtomically(Path file, byte[] content) {
        Path temporary = file.resolveSibling("." + file.getFileName() + ".tmp");
        try (FileOutput output = LOCAL.create(temporary)) {
            output.write(content);
        }
        move(temporary, file);
    }

    @Override
    public void move(Path source, Path target) {
        attempt(() -> Files.move(source, target, StandardCopyOption.REPLACE_EXISTING));
    }

    @Override
    public void copy(Path source, Path target) {
        createDirectories(Objects.requireNonNull(target.getParent()));
        attempt(() -> Files.copy(source, target));
    }

    @Override
    public boolean tryLink(Path source, Path target) {
        return LOCAL.tryLink(source, target);
    }

    @Override
    public void sync(Path file) {}

    @Override
    public void syncDirectory(Path directory) {}

    @Override
    public boolean exists(Path path) {
        return LOCAL.exists(path);
    }

    @Override
    public boolean isDirectory(Path path) {
        return LOCAL.isDirectory(path);
    }

    @Override
    public long size(Path file) {
        return LOCAL.size(file);
    }

    @Override
    public List<Path> list(Path directory) {
        return LOCAL.list(directory);
    }

    @Override
    public void createDirectories(Path directory) {
        attempt(() -> Files.createDirectories(directory));
    }

    @Override
    public boolean delete(Path path) {
        return LOCAL.delete(path);
    }

    @Override
    public void deleteRecursively(Path path) {
        LOCAL.deleteRecursively(path);
    }

    @Override
    public long usableBytes(Path path) {
        return LOCAL.usableBytes(path);
    }

    @Override
    public FileLock lock(Path file, String purpose) {
        return LOCAL.lock(file, purpose);
    }

    private static final class UnsyncedOutput extends FileOutput {
        private final FileOutput output;

        UnsyncedOutput(FileOutput output) {
            this.output = output;
        }

        @Override
        public long position() {
            return output.position();
        }

        @Override
        public String checksum() {
            return output.checksum();
        }

        @Override
        public void write(int value) {
            output.write(value);
        }

        @Override
        public void write(byte[] source, int offset, int count) {
            output.write(source, offset, count);
        }

        @Override
        public void flush() {
            output.flush();
        }

        @Override
        public void sync() {
            output.flush();
        }

        @Override
        public void close() {
            output.close();
        }
    }
}
