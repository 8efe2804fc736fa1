/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.StreamException;
import io.sampo.core.io.FileStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDB;

class RocksNativeTest {
    @TempDir Path directory;

    private static List<Path> files(Path of) throws IOException {
        try (Stream<Path> files = Files.list(of)) {
            return files.toList();
        }
    }

    @Test
    void theLibraryIsLoadedFromOneFileForAllProcesses() {
        RocksNative.load();
        RocksNative.load();
        assertThat(RocksDB.rocksdbVersion()).isNotNull();
    }

    @Test
    void manyMayExtractAtTheSameTime() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Path>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                all.add(threads.submit(() -> RocksNative.extract(FileStore.local(), directory)));
            }
            for (Future<Path> each : all) {
                assertThat(each.get()).isEqualTo(all.get(0).get());
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(files(directory)).hasSize(1);
        List<Path> library = files(files(directory).get(0));
        assertThat(library).hasSize(1);
        assertThat(Files.size(library.get(0))).isGreaterThan(1 << 20);
    }

    @Test
    void aDamagedFileIsReplaced() throws IOException {
        Path library = files(RocksNative.extract(FileStore.local(), directory)).get(0);
        byte[] content = Files.readAllBytes(library);
        Files.write(library, new byte[] {1, 2, 3});
        RocksNative.extract(FileStore.local(), directory);
        assertThat(Files.readAllBytes(library)).isEqualTo(content);
    }

    @Test
    void aDirectoryThatOthersMayWriteToIsRefused() throws IOException {
        Path made = RocksNative.extract(FileStore.local(), directory);
        Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThatThrownBy(() -> RocksNative.extract(FileStore.local(), directory))
                .isInstanceOf(StreamException.class)
                .hasMessageContainingAll(made.toString(), "rwxrwxrwx", "java.io.tmpdir");
    }
}
