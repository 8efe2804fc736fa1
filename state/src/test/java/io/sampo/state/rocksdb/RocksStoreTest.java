/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.StreamException;
import io.sampo.core.id.OperatorId;
import io.sampo.core.io.BinaryOutput;
import io.sampo.core.io.FileStore;
import io.sampo.core.time.ManualClock;
import io.sampo.state.backend.BackendContext;
import io.sampo.state.keygroup.KeyGroupRange;
import io.sampo.state.ordered.StoreBatch;
import io.sampo.state.ordered.StoreIterator;
import io.sampo.state.ordered.StoreReader;
import io.sampo.state.ordered.StoreView;
import io.sampo.state.testkit.InMemoryOrderedStore;
import io.sampo.state.testkit.MemorySnapshots;
import io.sampo.state.testkit.TinySerialization;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RocksStoreTest {
    private static final int NATIVE_BYTES = 4 << 20;

    @TempDir Path directory;

    private RocksMemory memory;
    private RocksStore store;

    @BeforeEach
    void open() {
        RocksNative.load();
        memory = new RocksMemory(RocksSettings.defaults(), NATIVE_BYTES);
        BackendContext context =
                new BackendContext(
                        new OperatorId("o"),
                        0,
                        1,
                        8,
                        new KeyGroupRange(0, 7),
                        new TinySerialization(),
                        new MemorySnapshots(),
                        directory,
                        Runnable::run,
                        new ManualClock(0));
        WorkDirectory work = new WorkDirectories(FileStore.local()).take(context);
        store = RocksStore.open(memory, work, false, new UploadedFiles(Map.of()));
    }

    @AfterEach
    void close() {
        store.close();
        memory.close();
    }

    /** Rows of both, compared in every way of reading, at several moments. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void doesWhatAnOrderedStoreInMemoryDoes(long seed) {
        Random random = new Random(seed);
        InMemoryOrderedStore model = new InMemoryOrderedStore();
        StoreView view = store.view();
        StoreView modelView = model.view();
        for (int round = 0; round < 60; round++) {
            StoreBatch batch = new StoreBatch();
            for (int i = random.nextInt(200); i >= 0; i--) {
                change(random, batch);
            }
            store.write(batch);
            model.write(batch);
            if (random.nextInt(10) == 0) {
                byte[] from = key(random);
                byte[] to = key(random);
                if (Arrays.compareUnsigned(from, to) < 0) {
                    store.deleteRange(from, to);
                    model.deleteRange(from, to);
                }
            }
            if (random.nextInt(5) == 0) {
                view.close();
                modelView.close();
                view = store.view();
                modelView = model.view();
            }
            compare(random, store, model, "seed=" + seed);
            compare(random, view, modelView, "view, seed=" + seed);
        }
        view.close();
        modelView.close();
        assertThat(store.approximateBytes()).isPositive();
    }

    private static void change(Random random, StoreBatch batch) {
        byte[] key = key(random);
        byte[] value = new byte[random.nextInt(300)];
        random.nextBytes(value);
        switch (random.nextInt(4)) {
            case 0 -> batch.delete(key);
            case 1 -> batch.append(output(key), output(value));
            default -> batch.put(key, value);
        }
    }

    private static void compare(Random random, StoreReader rocks, StoreReader model, String about) {
        List<byte[]> keys = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            keys.add(key(random));
            assertThat(rocks.get(keys.get(i))).as(about).isEqualTo(model.get(keys.get(i)));
        }
        List<byte[]> found = rocks.multiGet(keys);
        List<byte[]> expected = model.multiGet(keys);
        for (int i = 0; i < keys.size(); i++) {
            assertThat(found.get(i)).as(about).isEqualTo(expected.get(i));
        }
        byte[] from = key(random);
        byte[] to = key(random);
        if (Arrays.compareUnsigned(from, to) < 0) {
            byte[] seek = key(random);
            assertThat(rows(rocks, from, to, from))
                    .as(about)
                    .isEqualTo(rows(model, from, to, from));
            if (Arrays.compareUnsigned(from, seek) <= 0) {
                assertThat(rows(rocks, from, to, seek))
                        .as(about)
                        .isEqualTo(rows(model, from, to, seek));
            }
        }
    }

    private static List<String> rows(StoreReader reader, byte[] from, byte[] to, byte[] seek) {
        List<String> rows = new ArrayList<>();
        try (StoreIterator at = reader.iterate(from, to)) {
            at.seek(seek);
            for (; at.isValid(); at.next()) {
                HexFormat hex = HexFormat.of();
                rows.add(hex.formatHex(at.key()) + "=" + hex.formatHex(at.value()));
            }
        }
        return rows;
    }

    private static byte[] key(Random random) {
        byte[] key = new byte[1 + random.nextInt(3)];
        for (int i = 0; i < key.length; i++) {
            // also the highest and lowest bytes
            key[i] = (byte) (random.nextInt(6) * 51);
        }
        return key;
    }

    private static BinaryOutput output(byte[] bytes) {
        BinaryOutput output = new BinaryOutput();
        output.writeBytes(bytes);
        return output;
    }

    @Test
    void anIteratorSeesItsMomentOnly() {
        StoreBatch batch = new StoreBatch();
        batch.put(new byte[] {1}, new byte[] {1});
        store.write(batch);
        try (StoreIterator rows = store.iterate(new byte[] {0}, new byte[] {9})) {
            batch.put(new byte[] {2}, new byte[] {2});
            store.write(batch);
            assertThat(rows.isValid()).isTrue();
            rows.next();
            assertThat(rows.isValid()).isFalse();
        }
    }

    @Test
    void nativeMemoryStaysWithinItsLimit() {
        StoreBatch batch = new StoreBatch();
        Random random = new Random(1);
        List<byte[]> keys = new ArrayList<>();
        byte[] value = new byte[1_000];
        for (int i = 0; i < 20_000; i++) {
            byte[] key = new byte[8];
            random.nextBytes(key);
            random.nextBytes(value);
            keys.add(key);
            batch.put(key, value);
            if (batch.count() == 100) {
                store.write(batch);
                batch.clear();
                assertThat(memory.usedBytes()).isLessThanOrEqualTo(NATIVE_BYTES);
            }
        }
        long most = 0;
        for (int i = 0; i < 5_000; i++) {
            assertThat(store.get(keys.get(random.nextInt(keys.size())))).isNotNull();
            most = Math.max(most, memory.usedBytes());
        }
        assertThat(most).isBetween(NATIVE_BYTES * 3L / 4, (long) NATIVE_BYTES);
    }

    /**
     * Each iterator holds a block: together they hold more than there is. To read further must take
     * some memory more; a row that is there must never seem to be missing.
     */
    @Test
    void readsAlthoughAllOfItsMemoryIsInUse() {
        List<byte[]> keys = addRows(8_000);
        List<StoreIterator> open = new ArrayList<>();
        try {
            for (int i = 0; i < keys.size(); i += 4) {
                open.add(store.iterate(keys.get(i), new byte[] {(byte) 0xff}));
            }
            assertThat(memory.usedBytes()).isGreaterThan(NATIVE_BYTES * 9L / 10);

            assertThat(store.multiGet(keys).stream().filter(Objects::isNull)).isEmpty();
            assertThat(keys.stream().map(store::get).filter(Objects::isNull)).isEmpty();
        } finally {
            open.forEach(StoreIterator::close);
        }
    }

    /** RocksDB's own call of that kind returns null for what it could not read. */
    @Test
    void saysWhichOfManyRowsCannotBeRead() throws Exception {
        List<byte[]> keys = addRows(8_000);
        for (Path file : tables()) {
            byte[] content = Files.readAllBytes(file);
            for (int i = 0; i < content.length / 2; i++) {
                content[i] ^= 0x55;
            }
            Files.write(file, content);
        }

        assertThatThrownBy(() -> store.multiGet(keys))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("Cannot read in the RocksDB store")
                .hasMessageContaining("checksum mismatch");
        assertThat(store.multiGet(List.of(new byte[] {1}, new byte[] {2})))
                .as("rows that are not there")
                .containsOnlyNulls();
    }

    /** Writes rows, to files but for the last, and returns their keys in order. */
    private List<byte[]> addRows(int count) {
        StoreBatch batch = new StoreBatch();
        byte[] value = new byte[1_000];
        List<byte[]> keys = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] key = ByteBuffer.allocate(Integer.BYTES + 1).put((byte) 7).putInt(i).array();
            new Random(i).nextBytes(value);
            keys.add(key);
            batch.put(key, value);
        }
        store.write(batch);
        store.checkpoint(1).close();
        return keys;
    }

    private List<Path> tables() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> RocksCheckpoint.isShared(file.toString())).toList();
        }
    }

    /** A closed database is gone: reading it would not throw but end the process. */
    @Test
    void refusesEverythingAfterItIsClosed() {
        StoreView view = store.view();
        byte[] key = {1};
        store.close();
        view.close();

        List<Runnable> uses =
                List.of(
                        () -> store.get(key),
                        () -> store.multiGet(List.of(key)),
                        () -> store.iterate(key, new byte[] {2}),
                        () -> view.iterate(key, new byte[] {2}),
                        () -> view.get(key),
                        () -> store.write(new StoreBatch()),
                        () -> store.deleteRange(key, new byte[] {2}),
                        () -> store.checkpoint(1),
                        () -> store.view());
        assertThat(uses)
                .allSatisfy(
                        use ->
                                assertThatThrownBy(use::run)
                                        .isInstanceOf(IllegalStateException.class)
                                        .hasMessageContaining("after its subtask had ended"));
        assertThat(store.approximateBytes()).isZero();
    }
}
