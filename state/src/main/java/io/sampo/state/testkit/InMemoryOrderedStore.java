/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.testkit;

import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;
import io.sampo.state.ordered.HandleFiles;
import io.sampo.state.ordered.OrderedStore;
import io.sampo.state.ordered.StoreBatch;
import io.sampo.state.ordered.StoreCheckpoint;
import io.sampo.state.ordered.StoreIterator;
import io.sampo.state.ordered.StoreReader;
import io.sampo.state.ordered.StoreView;
import io.sampo.state.snapshot.SnapshotOutput;
import io.sampo.state.snapshot.SnapshotStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** An ordered store in a tree; counts what is open and what it is asked for. */
public final class InMemoryOrderedStore implements OrderedStore {
    /** Role of the file that holds the rows. */
    public static final String ROLE = "rows";

    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicInteger multiReads = new AtomicInteger();
    private final AtomicInteger batches = new AtomicInteger();
    private volatile @Nullable RuntimeException failure;

    private Version version = new Version(new TreeMap<>(Arrays::compareUnsigned));

    /** Rows that stay as they are for as long as somebody looks at them. */
    private static final class Version {
        final NavigableMap<byte[], byte[]> rows;
        int users;

        Version(NavigableMap<byte[], byte[]> rows) {
            this.rows = rows;
        }
    }

    /** Returns the rows that a checkpoint wrote. */
    public static NavigableMap<byte[], byte[]> read(byte[] file) {
        NavigableMap<byte[], byte[]> rows = new TreeMap<>(Arrays::compareUnsigned);
        BinaryInput source = new BinaryInput(file);
        while (source.remaining() > 0) {
            byte[] key = source.readBytes(source.readVarInt());
            rows.put(key, source.readBytes(source.readVarInt()));
        }
        return rows;
    }

    /** Makes every write fail. */
    public void failWrites(RuntimeException with) {
        failure = with;
    }

    /** Returns how many views, iterators and checkpoints are not closed. */
    public int open() {
        return open.get();
    }

    /** Returns how many rows were read one by one. */
    public int reads() {
        return reads.get();
    }

    /** Returns how many times several rows were read at once. */
    public int multiReads() {
        return multiReads.get();
    }

    /** Returns how many batches were written. */
    public int batches() {
        return batches.get();
    }

    /** Returns how many rows there are. */
    public synchronized int size() {
        return version.rows.size();
    }

    @Override
    public synchronized byte @Nullable [] get(byte[] key) {
        return new Reader(version).get(key);
    }

    @Override
    public synchronized List<byte @Nullable []> multiGet(List<byte[]> keys) {
        return new Reader(version).multiGet(keys);
    }

    @Override
    public synchronized StoreIterator iterate(byte[] from, byte[] to) {
        return new Reader(version).iterate(from, to);
    }

    @Override
    public synchronized void write(StoreBatch batch) {
        RuntimeException refusal = failure;
        if (refusal != null) {
            throw refusal;
        }
        batches.incrementAndGet();
        batch.forEach(new Changes(rowsToChange()));
    }

    @Override
    public synchronized StoreView view() {
        return new View(version);
    }

    @Override
    public synchronized void deleteRange(byte[] from, byte[] to) {
        rowsToChange().subMap(from, to).clear();
    }

    private NavigableMap<byte[], byte[]> rowsToChange() {
        if (version.users > 0) {
            version = new Version(new TreeMap<>(version.rows));
        }
        return version.rows;
    }

    private synchronized void use(Version used) {
        open.incrementAndGet();
        used.users++;
    }

    private synchronized void release(Version used) {
        open.decrementAndGet();
        used.users--;
    }

    @Override
    public synchronized StoreCheckpoint checkpoint(long checkpointId) {
        Version now = version;
        use(now);
        return new StoreCheckpoint() {
            @Override
            public void upload(SnapshotStore target, HandleFiles files, BooleanSupplier cancelled)
                    throws IOException {
                BinaryOutput bytes = new BinaryOutput();
                for (Map.Entry<byte[], byte[]> row : now.rows.entrySet()) {
                    bytes.writeVarInt(row.getKey().length);
                    bytes.writeBytes(row.getKey());
                    bytes.writeVarInt(row.getValue().length);
                    bytes.writeBytes(row.getValue());
                }
                try (SnapshotOutput output = target.create(ROLE)) {
                    output.write(bytes.array(), 0, bytes.length());
                    files.addPrivate(ROLE, output.finish());
                }
            }

            @Override
            public void close() {
                release(now);
            }
        };
    }

    @Override
    public void checkpointCompleted(long checkpointId) {}

    @Override
    public void checkpointAborted(long checkpointId) {}

    @Override
    public synchronized long approximateBytes() {
        long bytes = 0;
        for (Map.Entry<byte[], byte[]> row : version.rows.entrySet()) {
            bytes += row.getKey().length + row.getValue().length;
        }
        return bytes;
    }

    @Override
    public void close() {}

    private record Changes(NavigableMap<byte[], byte[]> rows) implements StoreBatch.Visitor {
        @Override
        public void put(byte[] key, byte[] value) {
            rows.put(key, value);
        }

        @Override
        public void append(byte[] key, byte[] value) {
            byte[] old = rows.getOrDefault(key, new byte[0]);
            byte[] joined = Arrays.copyOf(old, old.length + value.length);
            System.arraycopy(value, 0, joined, old.length, value.length);
            rows.put(key, joined);
        }

        @Override
        public void delete(byte[] key) {
            rows.remove(key);
        }
    }

    private class Reader implements StoreReader {
        final Version seen;

        Reader(Version seen) {
            this.seen = seen;
        }

        @Override
        public byte @Nullable [] get(byte[] key) {
            reads.incrementAndGet();
            byte[] value = seen.rows.get(key);
            return value == null ? null : value.clone();
        }

        @Override
        public List<byte @Nullable []> multiGet(List<byte[]> keys) {
            multiReads.incrementAndGet();
            List<byte @Nullable []> values = new ArrayList<>();
            for (byte[] key : keys) {
                values.add(seen.rows.get(key));
            }
            return values;
        }

        @Override
        public StoreIterator iterate(byte[] from, byte[] to) {
            return new Walk(seen, from, to);
        }
    }

    private final class View extends Reader implements StoreView {
        View(Version seen) {
            super(seen);
            use(seen);
        }

        @Override
        public void close() {
            release(seen);
        }
    }

    private final class Walk implements StoreIterator {
        private final Version seen;
        private final NavigableMap<byte[], byte[]> range;
        private Map.@Nullable Entry<byte[], byte[]> here;

        Walk(Version seen, byte[] from, byte[] to) {
            use(seen);
            this.seen = seen;
            this.range = seen.rows.subMap(from, true, to, false);
            this.here = range.firstEntry();
        }

        @Override
        public boolean isValid() {
            return here != null;
        }

        @Override
        public void next() {
            here = range.higherEntry(current().getKey());
        }

        @Override
        public void seek(byte[] key) {
            here = null;
            if (!range.isEmpty() && Arrays.compareUnsigned(key, range.lastKey()) <= 0) {
                here =
                        Arrays.compareUnsigned(key, range.firstKey()) <= 0
                                ? range.firstEntry()
                                : range.ceilingEntry(key);
            }
        }

        @Override
        public byte[] key() {
            return current().getKey().clone();
        }

        @Override
        public byte[] value() {
            return current().getValue().clone();
        }

        private Map.Entry<byte[], byte[]> current() {
            Map.Entry<byte[], byte[]> row = here;
            if (row == null) {
                throw new IllegalStateException("The iterator is at its end");
            }
            return row;
        }

        @Override
        public void close() {
            release(seen);
        }
    }
}
