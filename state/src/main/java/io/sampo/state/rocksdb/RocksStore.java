/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.rocksdb;

import io.sampo.core.io.BinaryOutput;
import io.sampo.state.ordered.OrderedStore;
import io.sampo.state.ordered.StoreBatch;
import io.sampo.state.ordered.StoreCheckpoint;
import io.sampo.state.ordered.StoreIterator;
import io.sampo.state.ordered.StoreView;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Checkpoint;
import org.rocksdb.IngestExternalFileOptions;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Snapshot;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * An ordered store in a RocksDB of its own, without a log of its writes: what must survive is in
 * checkpoints.
 *
 * <p>All tables share one column family and begin their keys with the table's id. A column family
 * each would give each table a write buffer of its own, and memory is what there is least of;
 * tables need no options of their own, and within one file they are as far apart as in two.
 */
final class RocksStore implements OrderedStore {
    private static final int BATCH_HEADER = 12;
    private static final int COUNT_OFFSET = 8;

    private final RocksDB db;
    private final WorkDirectory directory;
    private final Path path;
    private final UploadedFiles uploaded;
    private final Options options;
    private final WriteOptions writing = new WriteOptions().setDisableWAL(true);
    private final ReadOptions reading = new ReadOptions();
    private volatile boolean closed;

    /**
     * Opens the database in {@code directory}, or creates it.
     *
     * @param memory shared by all stores
     * @param directory of this store alone; closed with the store
     * @param restored whether there is a database that was restored
     * @param uploaded files of that database that are in durable storage already
     */
    static RocksStore open(
            RocksMemory memory, WorkDirectory directory, boolean restored, UploadedFiles uploaded) {
        Path database = directory.database();
        Options options = memory.options(!restored);
        try {
            RocksDB db = RocksDB.open(options, database.toString());
            return new RocksStore(db, options, directory, uploaded);
        } catch (RocksDBException failure) {
            options.close();
            throw restored
                    ? RocksFailures.ofRestored("open what was restored", database, failure)
                    : RocksFailures.of("create a database", database, failure);
        }
    }

    private RocksStore(
            RocksDB db, Options options, WorkDirectory directory, UploadedFiles uploaded) {
        this.db = db;
        this.options = options;
        this.directory = directory;
        this.path = directory.database();
        this.uploaded = uploaded;
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        return get(reading, key);
    }

    @Override
    public List<byte @Nullable []> multiGet(List<byte[]> keys) {
        return multiGet(reading, keys);
    }

    @Override
    public StoreIterator iterate(byte[] from, byte[] to) {
        return new RocksIteratorRows(open(), path, null, from, to);
    }

    @Override
    public void write(StoreBatch batch) {
        BinaryOutput operations = batch.bytes();
        byte[] bytes = new byte[BATCH_HEADER + operations.length()];
        for (int i = 0; i < Integer.BYTES; i++) {
            bytes[COUNT_OFFSET + i] = (byte) (batch.count() >>> (Byte.SIZE * i));
        }
        System.arraycopy(operations.array(), 0, bytes, BATCH_HEADER, operations.length());
        try (WriteBatch nativeBatch = new WriteBatch(bytes)) {
            open().write(writing, nativeBatch);
        } catch (RocksDBException failure) {
            throw RocksFailures.of("write", path, failure);
        }
    }

    @Override
    public StoreView view() {
        return new View(open().getSnapshot());
    }

    @Override
    public void deleteRange(byte[] from, byte[] to) {
        RocksDB opened = open();
        try {
            // whole files first, at no cost; then what is left of the range
            opened.deleteFilesInRanges(opened.getDefaultColumnFamily(), List.of(from, to), false);
            opened.deleteRange(writing, from, to);
        } catch (RocksDBException failure) {
            throw RocksFailures.of("delete a range", path, failure);
        }
    }

    /** Takes in files of {@link RowFiles}, which are then its own. No row of them is there yet. */
    void takeIn(List<String> rowFiles) {
        if (rowFiles.isEmpty()) {
            return;
        }
        try (IngestExternalFileOptions moving =
                new IngestExternalFileOptions().setMoveFiles(true)) {
            open().ingestExternalFile(rowFiles, moving);
        } catch (RocksDBException failure) {
            throw RocksFailures.of("take in files of rows", path, failure);
        }
    }

    @Override
    public StoreCheckpoint checkpoint(long checkpointId) {
        Path target = directory.checkpoint(checkpointId);
        directory.files().deleteRecursively(target);
        try (Checkpoint checkpoint = Checkpoint.create(open())) {
            checkpoint.createCheckpoint(target.toString());
        } catch (RocksDBException failure) {
            throw RocksFailures.of("take a checkpoint", target, failure);
        }
        return new RocksCheckpoint(directory.files(), target, checkpointId, uploaded);
    }

    @Override
    public void checkpointCompleted(long checkpointId) {
        uploaded.checkpointCompleted(checkpointId);
    }

    @Override
    public void checkpointAborted(long checkpointId) {
        uploaded.checkpointAborted(checkpointId);
    }

    @Override
    public long approximateBytes() {
        if (closed) {
            return 0;
        }
        try {
            return db.getLongProperty("rocksdb.estimate-live-data-size")
                    + db.getLongProperty("rocksdb.cur-size-all-mem-tables");
        } catch (RocksDBException failure) {
            throw RocksFailures.of("measure", path, failure);
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        reading.close();
        writing.close();
        db.close();
        options.close();
        directory.close();
    }

    /**
     * Returns the database while it is open. A function that has kept its state for longer, say for
     * a thread of its own, gets an exception: a call of what is closed would end the process.
     */
    private RocksDB open() {
        if (closed) {
            throw new IllegalStateException(
                    "State was used after its subtask had ended: directory=" + path);
        }
        return db;
    }

    private byte @Nullable [] get(ReadOptions from, byte[] key) {
        try {
            return open().get(from, key);
        } catch (RocksDBException failure) {
            throw RocksFailures.of("read", path, failure);
        }
    }

    /**
     * Reads many rows in one call. That call has the same answer for a row that is not there and
     * for one that could not be read, so the former are asked for again, which does tell: otherwise
     * state would be lost without a word. For a row that is not there this takes half a microsecond
     * more; the call that returns a status for each row takes longer for all of them.
     */
    private List<byte @Nullable []> multiGet(ReadOptions from, List<byte[]> keys) {
        List<byte @Nullable []> values;
        try {
            values = open().multiGetAsList(from, keys);
        } catch (RocksDBException failure) {
            throw RocksFailures.of("read", path, failure);
        }
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i) == null) {
                values.set(i, get(from, keys.get(i)));
            }
        }
        return values;
    }

    private final class View implements StoreView {
        private final Snapshot snapshot;
        private final ReadOptions asOfThen;

        View(Snapshot snapshot) {
            this.snapshot = snapshot;
            this.asOfThen = new ReadOptions().setSnapshot(snapshot);
        }

        @Override
        public byte @Nullable [] get(byte[] key) {
            return RocksStore.this.get(asOfThen, key);
        }

        @Override
        public List<byte @Nullable []> multiGet(List<byte[]> keys) {
            return RocksStore.this.multiGet(asOfThen, keys);
        }

        @Override
        public StoreIterator iterate(byte[] from, byte[] to) {
            return new RocksIteratorRows(open(), path, snapshot, from, to);
        }

        @Override
        public void close() {
            asOfThen.close();
            if (!closed) {
                db.releaseSnapshot(snapshot);
            }
        }
    }
}
