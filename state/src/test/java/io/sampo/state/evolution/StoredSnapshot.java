/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.evolution;

import io.sampo.core.io.Checksums;
import io.sampo.state.keygroup.KeyGroupRange;
import io.sampo.state.snapshot.KeyedStateHandle;
import io.sampo.state.snapshot.SnapshotFiles;
import io.sampo.state.snapshot.StateFile;
import io.sampo.state.testkit.MemorySnapshots;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The keyed state of one subtask as a directory: a file for each role, named by it. */
record StoredSnapshot(KeyedStateHandle handle, SnapshotFiles files) {
    static final int KEY_GROUPS = 4;

    /** Writes the files of a handle. */
    static void write(KeyedStateHandle handle, MemorySnapshots source, Path directory)
            throws IOException {
        Files.createDirectories(directory);
        for (Map.Entry<String, StateFile> file : new TreeMap<>(handle.files()).entrySet()) {
            Files.write(directory.resolve(file.getKey()), source.content(file.getValue()));
        }
    }

    /** Reads a directory. */
    static StoredSnapshot read(String backend, Path directory) throws IOException {
        Map<String, StateFile> files = new HashMap<>();
        try (Stream<Path> found = Files.list(directory)) {
            for (Path file : found.toList()) {
                byte[] content = Files.readAllBytes(file);
                String role = file.getFileName().toString();
                files.put(role, new StateFile(role, content.length, Checksums.of(content)));
            }
        }
        KeyedStateHandle handle =
                new KeyedStateHandle(
                        backend,
                        new KeyGroupRange(0, KEY_GROUPS - 1),
                        KEY_GROUPS,
                        files,
                        List.of());
        return new StoredSnapshot(handle, new Directory(directory));
    }

    private record Directory(Path path) implements SnapshotFiles {
        @Override
        public InputStream open(StateFile file) throws IOException {
            return Files.newInputStream(path.resolve(file.path()));
        }

        @Override
        public void fetch(StateFile file, Path target) throws IOException {
            Files.copy(path.resolve(file.path()), target);
        }
    }
}
