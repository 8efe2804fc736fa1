/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.rocksdb;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.EnvOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileWriter;

/**
 * Writes rows, in the order of their keys, to files that a store can take in as they are. Through a
 * store's write buffers the same rows would be written to small files first, and those be merged
 * later, beside the work that the job does then.
 */
final class RowFiles implements AutoCloseable {
    private final Path directory;
    private final long fileBytes;
    private final Options options;
    private final EnvOptions environment = new EnvOptions();
    private final List<String> finished = new ArrayList<>();
    private @Nullable SstFileWriter writer;
    private long written;

    /**
     * Creates a writer of no files yet.
     *
     * @param directory which is there, on the file system of the store
     */
    RowFiles(RocksMemory memory, Path directory) {
        this.directory = directory;
        this.options = memory.options(true);
        this.fileBytes = options.targetFileSizeBase();
    }

    void put(byte[] key, byte[] value) {
        try {
            SstFileWriter target = writer;
            if (target == null) {
                target = begin();
            }
            target.put(key, value);
            written += key.length + value.length;
            if (written >= fileBytes) {
                endFile();
            }
        } catch (RocksDBException failure) {
            throw RocksFailures.of("write a file of rows", directory, failure);
        }
    }

    private SstFileWriter begin() throws RocksDBException {
        String file = directory.resolve("rows-" + finished.size() + ".sst").toString();
        SstFileWriter target = new SstFileWriter(environment, options);
        writer = target;
        written = 0;
        target.open(file);
        finished.add(file);
        return target;
    }

    private void endFile() throws RocksDBException {
        if (writer != null) {
            writer.finish();
            writer.close();
            writer = null;
        }
    }

    /** Ends the last file, and returns all. */
    List<String> finish() {
        try {
            endFile();
            return List.copyOf(finished);
        } catch (RocksDBException failure) {
            throw RocksFailures.of("write a file of rows", directory, failure);
        }
    }

    @Override
    public void close() {
        if (writer != null) {
            writer.close();
        }
        environment.close();
        options.close();
    }
}
