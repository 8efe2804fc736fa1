/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.sampo;

import io.sampo.core.io.FileOutput;
import io.sampo.core.io.FileStore;
import io.sampo.core.io.ForwardingFileOutput;
import io.sampo.core.io.ForwardingFileStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/**
 * The files of this machine, but nothing is made durable: what an engine does that leaves that to
 * the operating system.
 */
final class UnsyncedFiles extends ForwardingFileStore {
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
    protected FileStore of(Path path) {
        return LOCAL;
    }

    @Override
    public FileOutput create(Path file) {
        return new ForwardingFileOutput(LOCAL.create(file)) {
            @Override
            public void sync() {
                flush();
            }
        };
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
    public void sync(Path file) {}

    @Override
    public void syncDirectory(Path directory) {}

    @Override
    public void createDirectories(Path directory) {
        attempt(() -> Files.createDirectories(directory));
    }
}
