/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.sort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;
import io.sampo.core.io.FileStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordSorterTest {
    private static final int RECORDS = 12_000;

    @TempDir private Path directory;

    private final FileStore files = FileStore.local();
    private final BinaryOutput written = new BinaryOutput();
    private final AtomicInteger blockingCalls = new AtomicInteger();

    /** A record; {@code text} makes it unique. */
    private record Entry(int hash, byte[] key, long timestamp, int input, byte[] text) {
        static final Comparator<Entry> ORDER =
                Comparator.comparingInt(Entry::hash)
                        .thenComparing(Entry::key, Arrays::compareUnsigned)
                        .thenComparingLong(Entry::timestamp);

        String describe() {
            return hash
                    + "/"
                    + Arrays.toString(key)
                    + "/"
                    + timestamp
                    + "/"
                    + input
                    + "/"
                    + Arrays.hashCode(text)
                    + "/"
                    + text.length;
        }
    }

    private Path place() {
        return directory.resolve("sort");
    }

    private RecordSorter sorter(long memory) {
        return new RecordSorter(
                files,
                place(),
                memory,
                call -> {
                    blockingCalls.incrementAndGet();
                    call.run();
                });
    }

    private void add(RecordSorter sorter, Entry entry) {
        RawRecord.write(
                written,
                entry.hash,
                entry.timestamp,
                entry.input,
                target -> target.writeBytes(entry.key),
                target -> target.writeBytes(entry.text));
        sorter.add(written);
    }

    private static Entry random(Random random, int number) {
        // few hashes of several keys each, and many equal timestamps
        int hash = random.nextInt(40) - 20;
        byte[] key = new byte[random.nextInt(3)];
        random.nextBytes(key);
        byte[] text = new byte[random.nextInt(500) == 0 ? 300_000 : random.nextInt(60)];
        random.nextBytes(text);
        long timestamp = random.nextInt(4) == 0 ? Long.MIN_VALUE : random.nextInt(20) - 10;
        return new Entry(hash, key, timestamp, number % 3, text);
    }

    private static List<String> read(RecordStream records) {
        List<String> read = new ArrayList<>();
        BinaryInput value = new BinaryInput(new byte[0]);
        while (records.next()) {
            RawRecord record = records.current();
            record.value(value);
            Entry entry =
                    new Entry(
                            record.hash(),
                            record.key(),
                            record.timestamp(),
                            record.input(),
                            value.readBytes(value.remaining()));
            assertThat(record.hasKey(entry.key)).isTrue();
            assertThat(record.hasKey(new byte[] {1, 2, 3})).isFalse();
            read.add(entry.describe());
        }
        assertThat(records.next()).as("at the end").isFalse();
        return read;
    }

    private List<Path> runs() throws IOException {
        try (Stream<Path> found = Files.list(place())) {
            return found.toList();
        }
    }

    /** From one record for each run and two runs at a time, to all in memory. */
    @ParameterizedTest
    @ValueSource(longs = {1, 300_000, 2_000_000, 200_000_000})
    void sortsAsAListInMemory(long memory) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<Entry> entries = new ArrayList<>();
        try (RecordSorter sorter = sorter(memory)) {
            for (int i = 0; i < RECORDS; i++) {
                Entry entry = random(random, i);
                entries.add(entry);
                add(sorter, entry);
            }
            entries.sort(Entry.ORDER);

            assertThat(read(sorter.sort()))
                    .as("seed " + seed)
                    .isEqualTo(entries.stream().map(Entry::describe).toList());
            assertThat(sorter.bytesSpilled() > 0).isEqualTo(memory < 200_000_000);
            assertThat(Files.exists(place())).isEqualTo(memory < 200_000_000);
        }
        assertThat(place()).doesNotExist();
    }

    @Test
    void keepsNoMoreFilesThanItMerges() throws IOException {
        try (RecordSorter sorter = sorter(1)) {
            Random random = new Random(1);
            for (int i = 0; i < RECORDS; i++) {
                add(sorter, new Entry(random.nextInt(), new byte[0], 0, 0, new byte[1]));
            }
            assertThat(runs()).hasSizeGreaterThan(10);
            sorter.sort();
            assertThat(runs()).hasSize(2);
        }
    }

    @Test
    void whatIsSortedAlreadyIsSpilledOnce() {
        try (RecordSorter sorter = sorter(16 << 20)) {
            long bytes = 0;
            for (int i = 0; i < 40_000; i++) {
                add(sorter, new Entry(i, new byte[4], i, 0, new byte[1_000]));
                bytes += written.length();
            }
            RecordStream sorted = sorter.sort();
            assertThat(sorter.bytesSpilled()).isEqualTo(bytes);
            assertThat(blockingCalls.get()).isLessThan(10);
            assertThat(read(sorted)).hasSize(40_000);
            assertThat(blockingCalls.get()).as("each reads many records").isLessThan(1_000);
        }
    }

    @Test
    void sortsNothing() {
        try (RecordSorter sorter = sorter(1)) {
            assertThat(sorter.sort().next()).isFalse();
        }
    }

    @Test
    void saysWhichFileIsDamaged() throws IOException {
        try (RecordSorter sorter = sorter(1)) {
            for (int i = 0; i < 3_000; i++) {
                add(sorter, new Entry(i, new byte[4], i, 0, new byte[100]));
            }
            Path first = place().resolve("run-0");
            byte[] content = Files.readAllBytes(first);
            Files.write(first, Arrays.copyOf(content, content.length - 10));

            assertThatThrownBy(() -> read(sorter.sort()))
                    .hasMessageContaining("ends too early")
                    .hasMessageContaining("run-0");
        }
        assertThat(place()).doesNotExist();
    }
}
