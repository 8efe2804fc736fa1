/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.rocksdb;

import io.sampo.state.ordered.StoreIterator;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.Snapshot;

/** Rows of a RocksDB store in order; sees the moment at which it was opened, or a snapshot's. */
final class RocksIteratorRows implements StoreIterator {
    private final Path directory;
    private final Slice end;
    private final ReadOptions options;
    private final RocksIterator rows;

    RocksIteratorRows(
            RocksDB db, Path directory, @Nullable Snapshot snapshot, byte[] from, byte[] to) {
        this.directory = directory;
        end = new Slice(to);
        options = new ReadOptions().setIterateUpperBound(end);
        if (snapshot != null) {
            options.setSnapshot(snapshot);
        }
        rows = db.newIterator(options);
        rows.seek(from);
    }

    @Override
    public boolean isValid() {
        if (rows.isValid()) {
            return true;
        }
        try {
            rows.status();
            return false;
        } catch (RocksDBException failure) {
            throw RocksFailures.of("iterate", directory, failure);
        }
    }

    @Override
    public void next() {
        rows.next();
    }

    @Override
    public void seek(byte[] key) {
        rows.seek(key);
    }

    @Override
    public byte[] key() {
        return rows.key();
    }

    @Override
    public byte[] value() {
        return rows.value();
    }

    @Override
    public void close() {
        rows.close();
        options.close();
        end.close();
    }
}
