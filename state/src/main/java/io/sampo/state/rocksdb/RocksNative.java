/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.rocksdb;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.FileStore;
import io.sampo.core.io.PrivateDirectories;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import org.rocksdb.RocksDB;
import org.rocksdb.util.Environment;

/**
 * Brings RocksDB's native library from its jar to a file and loads it. RocksDB by itself makes a
 * new temporary file of 17 MB for each process, which stays when the process is killed; here all
 * processes of a user share one file, whose directory is named after the library's content. It is
 * put in place by a rename, so that several processes may do so at the same time.
 */
final class RocksNative {
    private RocksNative() {}

    /**
     * Loads the library if it is not loaded. Blocks for a fraction of a second at the first call.
     */
    static void load() {
        Loaded.await();
    }

    /** Loaded at most once in a JVM, by whoever comes first; the others wait. */
    private static final class Loaded {
        static {
            Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
            RocksDB.loadLibrary(List.of(extract(FileStore.local(), temporary).toString()));
        }

        private Loaded() {}

        static void await() {}
    }

    /** Returns the library's directory below {@code parent}; writes what is missing or damaged. */
    static Path extract(FileStore files, Path parent) {
        byte[] content = content(Environment.getJniLibraryFileName("rocksdb"));
        String user = System.getProperty("user.name").replaceAll("[^A-Za-z0-9_-]", "_");
        String crc = String.format(Locale.ROOT, "%08x", crcOf(content));
        Path directory = parent.resolve("sampo-native-rocksdb-" + crc + "-" + user);
        PrivateDirectories.make(directory);
        // RocksDB.loadLibrary looks for another name than that in its jar
        Path file = directory.resolve(Environment.getJniLibraryFileName("rocksdbjni"));
        if (!files.exists(file) || crcOf(files.readAll(file)) != crcOf(content)) {
            files.writeAtomically(file, content);
        }
        return directory;
    }

    private static byte[] content(String name) {
        try (InputStream source = RocksDB.class.getClassLoader().getResourceAsStream(name)) {
            if (source == null) {
                throw new StreamException(
                        ErrorCode.INVALID_SETTING,
                        "RocksDB has no native library for this machine: library="
                                + name
                                + ". Use the state backend 'heap'.");
            }
            return source.readAllBytes();
        } catch (IOException failure) {
            throw new StreamException(
                    ErrorCode.EXTERNAL_IO,
                    "The jar of RocksDB cannot be read: library=" + name,
                    failure);
        }
    }

    private static long crcOf(byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content, 0, content.length);
        return crc.getValue();
    }
}
