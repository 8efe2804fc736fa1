/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.type.TypeInfo;
import io.sampo.state.backend.ListTable;
import io.sampo.state.backend.MapTable;
import io.sampo.state.backend.NamespaceType;
import io.sampo.state.backend.NoNamespace;
import io.sampo.state.backend.SnapshotRun;
import io.sampo.state.backend.TableSpec;
import io.sampo.state.backend.TimerQueue;
import io.sampo.state.backend.ValueTable;
import io.sampo.state.snapshot.KeyedStateHandle;
import io.sampo.state.testkit.BackendHarness;
import io.sampo.state.testkit.InMemoryOrderedStore;
import io.sampo.state.testkit.InMemoryTierBackend;
import io.sampo.state.testkit.Tally;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the cache does beside holding the right state: when it reads, writes and waits. */
class CachedKeyedBackendTest {
    private static final NoNamespace NONE = NoNamespace.INSTANCE;
    private static final TableSpec<NoNamespace, Long> COUNT =
            new TableSpec<>("count", NamespaceType.NONE, TypeInfo.of(Long.class));
    private static final long BUDGET = 400_000;

    @TempDir Path directory;

    private InMemoryTierBackend tier;
    private BackendHarness harness;
    private CachedKeyedBackend backend;
    private InMemoryOrderedStore store;
    private ValueTable<NoNamespace, Long> counts;

    @BeforeEach
    void open() {
        tier = new InMemoryTierBackend(BUDGET);
        harness = new BackendHarness(tier, directory, 8);
        use((CachedKeyedBackend) harness.open());
    }

    @AfterEach
    void close() {
        harness.close();
    }

    private void use(CachedKeyedBackend opened) {
        backend = opened;
        store = tier.stores().get(tier.stores().size() - 1);
        counts = backend.valueTable(COUNT);
    }

    private void put(long from, long to) {
        for (long key = from; key < to; key++) {
            BackendHarness.key(backend, key);
            counts.put(NONE, key);
        }
    }

    private SnapshotRun mark() {
        long id = harness.nextCheckpoint();
        return backend.snapshot(id, harness.snapshots.store(id));
    }

    @Test
    void theBudgetIsKept() {
        for (long key = 0; key < 20_000; key++) {
            put(key, key + 1);
            if (key % 3 == 0) {
                BackendHarness.key(backend, key / 2);
                assertThat(counts.get(NONE)).isEqualTo(key / 2);
            }
            assertThat(backend.statistics().usedBytes()).isLessThanOrEqualTo(BUDGET);
        }
        assertThat(backend.statistics().evicted()).isGreaterThan(10_000);
        assertThat(backend.statistics().rows()).isGreaterThan(1_000);
    }

    @Test
    void theBudgetIsKeptWithTimersAndMapsAndLists() {
        TimerQueue<Object, NoNamespace> timers = backend.timers("t", NamespaceType.NONE);
        MapTable<NoNamespace, Integer, Tally> maps =
                backend.mapTable(
                        new TableSpec<>("m", NamespaceType.NONE, TypeInfo.of(Tally.class)),
                        Integer.class);
        ListTable<NoNamespace, Tally> lists =
                backend.listTable(
                        new TableSpec<>("l", NamespaceType.NONE, TypeInfo.of(Tally.class)));
        for (long key = 0; key < 5_000; key++) {
            BackendHarness.key(backend, key);
            timers.add(key, NONE);
            timers.add(100_000 - key, NONE);
            for (int i = 0; i < 3; i++) {
                maps.put(NONE, i, new Tally(i, "note"));
                lists.add(NONE, new Tally(i, "note"));
            }
            assertThat(maps.entries(NONE)).toIterable().hasSize(3);
            assertThat(lists.get(NONE)).hasSize(3);
            // a frame's worth of timers may be on their way to the store
            assertThat(backend.statistics().usedBytes()).isLessThan(BUDGET + BUDGET / 8);
        }
        for (long i = 0; i < 5_000; i++) {
            assertPolled(timers, Long.MAX_VALUE, i);
        }
        assertThat(backend.statistics().usedBytes()).isLessThan(BUDGET + BUDGET / 8);
    }

    @Test
    void aRowIsFoundOnceForGetAndPut() {
        put(0, 100);
        int reads = store.reads();
        for (long key = 0; key < 100; key++) {
            BackendHarness.key(backend, key);
            counts.put(NONE, Objects.requireNonNull(counts.get(NONE)) + 1);
        }
        assertThat(store.reads()).isEqualTo(reads);
        assertThat(backend.statistics().loaded()).isZero();
    }

    @Test
    void nothingIsReadToPutRemoveOrAppend() {
        ListTable<NoNamespace, Long> lists =
                backend.listTable(
                        new TableSpec<>("l", NamespaceType.NONE, TypeInfo.of(Long.class)));
        MapTable<NoNamespace, String, Long> maps =
                backend.mapTable(
                        new TableSpec<>("m", NamespaceType.NONE, TypeInfo.of(Long.class)),
                        String.class);
        for (long key = 0; key < 5_000; key++) {
            BackendHarness.key(backend, key);
            lists.add(NONE, key);
            maps.put(NONE, "a", key);
            maps.remove(NONE, "b");
            counts.remove(NONE);
        }
        assertThat(store.reads()).isZero();
    }

    @Test
    void aMapThatIsWholeInMemoryIsNotReadAgain() {
        MapTable<NoNamespace, String, Long> maps =
                backend.mapTable(
                        new TableSpec<>("m", NamespaceType.NONE, TypeInfo.of(Long.class)),
                        String.class);
        BackendHarness.key(backend, 1L);
        maps.put(NONE, "a", 1L);
        maps.entries(NONE).forEachRemaining(entry -> {});
        int reads = store.reads();
        assertThat(maps.get(NONE, "missing")).isNull();
        assertThat(maps.contains(NONE, "a")).isTrue();
        maps.put(NONE, "c", 3L);
        assertThat(maps.entries(NONE))
                .toIterable()
                .containsExactly(Map.entry("a", 1L), Map.entry("c", 3L));
        maps.clear(NONE);
        assertThat(maps.isEmpty(NONE)).isTrue();
        assertThat(store.reads()).isEqualTo(reads);
    }

    @Test
    void theRowsOfAFrameAreReadAtOnce() throws IOException {
        put(0, 256);
        KeyedStateHandle handle = harness.snapshot(backend);
        use((CachedKeyedBackend) harness.open(handle));
        Object[] keys = new Object[256];
        int[] hashes = new int[256];
        for (int i = 0; i < 256; i++) {
            // every key twice, as in a frame
            keys[i] = (long) (i / 2);
            hashes[i] = BackendHarness.hash(keys[i]);
        }
        frame(keys, hashes);
        int reads = store.reads();
        for (int i = 0; i < 256; i++) {
            keys[i] = 128L + i / 2;
            hashes[i] = BackendHarness.hash(keys[i]);
        }
        frame(keys, hashes);
        assertThat(store.multiReads()).isEqualTo(1);
        assertThat(store.reads()).isEqualTo(reads);
        assertThat(backend.statistics().prefetched()).isEqualTo(128);
    }

    @Test
    void aLargeFrameAfterASmallOneIsReadAtOnceAsWell() throws IOException {
        put(0, 1_000);
        KeyedStateHandle handle = harness.snapshot(backend);
        use((CachedKeyedBackend) harness.open(handle));
        frameOf(0, 10);
        int reads = store.reads();

        frameOf(10, 266);
        frameOf(266, 276);
        frameOf(276, 532);

        assertThat(store.multiReads()).isEqualTo(3);
        assertThat(store.reads()).isEqualTo(reads);
    }

    @Test
    void aFrameIsNotReadAtOnceAfterOneThatAskedForLittle() throws IOException {
        put(0, 1_000);
        KeyedStateHandle handle = harness.snapshot(backend);
        use((CachedKeyedBackend) harness.open(handle));
        frameOf(0, 10);
        Object[] keys = {100L, 101L, 102L, 103L, 104L};
        int[] hashes = new int[keys.length];
        for (int i = 0; i < keys.length; i++) {
            hashes[i] = BackendHarness.hash(keys[i]);
        }
        backend.prefetch(keys, hashes, keys.length);
        assertThat(store.multiReads()).isEqualTo(1);

        backend.prefetch(new Object[] {200L, 201L}, new int[] {1, 2}, 2);

        assertThat(store.multiReads())
                .as("nobody wanted the rows of the frame before")
                .isEqualTo(1);
    }

    private void frameOf(long from, long to) {
        Object[] keys = new Object[(int) (to - from)];
        int[] hashes = new int[keys.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = from + i;
            hashes[i] = BackendHarness.hash(keys[i]);
        }
        frame(keys, hashes);
    }

    private void frame(Object[] keys, int[] hashes) {
        backend.prefetch(keys, hashes, keys.length);
        for (Object key : keys) {
            BackendHarness.key(backend, key);
            assertThat(counts.get(NONE)).isEqualTo(key);
        }
    }

    @Test
    void nothingOfTheNextEpochEntersTheStoreBeforeTheCheckpoint() throws IOException {
        put(0, 500);
        SnapshotRun run = mark();
        int batches = store.batches();
        put(400, 1_500);
        assertThat(store.batches()).isEqualTo(batches);
        assertThat(backend.statistics().waits()).isZero();
        run.run();
        assertThat(store.size()).isEqualTo(500);
        put(0, 10_000);
        assertThat(store.size()).isGreaterThan(500);
    }

    @Test
    void theSubtaskWritesTheMarkedRowsItselfIfItIsOutOfMemory() throws IOException {
        put(0, 500);
        SnapshotRun run = mark();
        put(0, 5_000);
        assertThat(backend.statistics().waits()).isEqualTo(1);
        assertThat(backend.statistics().usedBytes()).isLessThanOrEqualTo(BUDGET);
        use((CachedKeyedBackend) harness.open(run.run()));
        BackendHarness.key(backend, 499L);
        assertThat(counts.get(NONE)).isEqualTo(499);
        BackendHarness.key(backend, 500L);
        assertThat(counts.get(NONE)).isNull();
    }

    @Test
    void theMarkIsCheapAndCopiesNothing() {
        put(0, 2_000);
        int copies = harness.serialization.copies();
        int batches = store.batches();
        mark();
        assertThat(store.batches()).isEqualTo(batches);
        assertThat(harness.serialization.copies()).isEqualTo(copies);
    }

    @Test
    void aFrozenValueIsCopiedAtItsFirstTouchOnly() throws IOException {
        ValueTable<NoNamespace, Tally> tallies =
                backend.valueTable(
                        new TableSpec<>("t", NamespaceType.NONE, TypeInfo.of(Tally.class)));
        BackendHarness.key(backend, 1L);
        tallies.put(NONE, new Tally(1, ""));
        SnapshotRun run = mark();
        int copies = harness.serialization.copies();
        for (int i = 0; i < 5; i++) {
            Tally tally = Objects.requireNonNull(tallies.get(NONE));
            tally.count++;
            tallies.put(NONE, tally);
        }
        assertThat(harness.serialization.copies()).isEqualTo(copies + 1);
        run.run();
        Tally tally = Objects.requireNonNull(tallies.get(NONE));
        assertThat(tally.count).isEqualTo(6);
        assertThat(harness.serialization.copies()).isEqualTo(copies + 1);
    }

    @Test
    void removedTimersTakeNoMemoryOnceTheyAreWritten() throws IOException {
        TimerQueue<Object, NoNamespace> timers = backend.timers("t", NamespaceType.NONE);
        BackendHarness.key(backend, 1L);
        for (long i = 0; i < 500; i++) {
            timers.add(i, NONE);
        }
        mark().run();
        while (timers.pollUntil(Long.MAX_VALUE) != null) {
            // the store still has it
        }
        assertThat(backend.statistics().rows()).isEqualTo(500);
        mark().run();
        backend.prefetch(new Object[] {1L}, new int[] {BackendHarness.hash(1L)}, 1);
        assertThat(backend.statistics().rows()).isZero();
        assertThat(backend.statistics().usedBytes()).isZero();
        assertThat(store.size()).isZero();
    }

    @Test
    void aTimerThatComesAndGoesIsNeverWritten() throws IOException {
        TimerQueue<Object, NoNamespace> timers = backend.timers("t", NamespaceType.NONE);
        BackendHarness.key(backend, 1L);
        for (long i = 0; i < 500; i++) {
            timers.add(i, NONE);
            assertThat(timers.remove(i, NONE)).isTrue();
        }
        int batches = store.batches();
        mark().run();
        assertThat(store.batches()).isEqualTo(batches);
        assertThat(backend.statistics().usedBytes()).isZero();
    }

    @Test
    void timersThatDoNotFitComeBackFromTheStoreInOrder() {
        TimerQueue<Object, NoNamespace> timers = backend.timers("t", NamespaceType.NONE);
        int count = 20_000;
        for (long i = 0; i < count; i++) {
            BackendHarness.key(backend, i);
            assertThat(timers.add(i * 7_919 % count, NONE)).isTrue();
        }
        assertThat(backend.statistics().usedBytes()).isLessThan(BUDGET + BUDGET / 8);
        for (long i = 0; i < count; i += 100) {
            BackendHarness.key(backend, i);
            assertThat(timers.add(i * 7_919 % count, NONE)).isFalse();
        }
        for (long i = 0; i < count; i++) {
            assertThat(timers.nextTimestamp()).isEqualTo(i);
            assertPolled(timers, i, i);
        }
        assertThat(timers.isEmpty()).isTrue();
    }

    private static void assertPolled(
            TimerQueue<Object, NoNamespace> timers, long until, long timestamp) {
        assertThat(timers.pollUntil(until))
                .isNotNull()
                .extracting(TimerQueue.Timer::timestamp)
                .isEqualTo(timestamp);
    }

    @Test
    void aStoreThatCannotBeWrittenFailsTheSnapshotAndTheSubtask() {
        put(0, 10);
        SnapshotRun run = mark();
        store.failWrites(new StreamException(ErrorCode.RESOURCE_EXHAUSTED, "The disk is full"));
        assertThatThrownBy(run::run)
                .isInstanceOfSatisfying(
                        StreamException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.RESOURCE_EXHAUSTED))
                .hasMessageContaining("counter");
        assertThatThrownBy(() -> put(0, 1_000))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.RESOURCE_EXHAUSTED))
                .hasMessageContaining("The disk is full");
    }

    @Test
    void aMarkThatNobodyRunsIsWrittenByTheNext() throws IOException {
        put(0, 300);
        mark();
        put(100, 200);
        SnapshotRun second = mark();
        assertThat(store.size()).isEqualTo(300);
        use((CachedKeyedBackend) harness.open(second.run()));
        for (long key : new long[] {0, 100, 299}) {
            BackendHarness.key(backend, key);
            assertThat(counts.get(NONE)).isEqualTo(key);
        }
    }

    @Test
    void aMarkThatWasCancelledIsWrittenLittleByLittle() throws IOException {
        put(0, 900);
        SnapshotRun cancelled = mark();
        cancelled.cancel();
        int batches = store.batches();
        put(0, 700);
        assertThat(store.batches()).isGreaterThan(batches + 2);
        assertThat(store.size()).isEqualTo(900);
        assertThat(backend.statistics().waits()).isZero();
        use((CachedKeyedBackend) harness.open(harness.snapshot(backend)));
        BackendHarness.key(backend, 899L);
        assertThat(counts.get(NONE)).isEqualTo(899);
    }

    @Test
    void aHugeValueDoesNotStayInMemory() {
        ValueTable<NoNamespace, byte[]> blobs =
                backend.valueTable(
                        new TableSpec<>("b", NamespaceType.NONE, TypeInfo.of(byte[].class)));
        BackendHarness.key(backend, 1L);
        blobs.put(NONE, new byte[(int) (3 * BUDGET)]);
        put(2, 1_000);
        assertThat(backend.statistics().usedBytes()).isLessThanOrEqualTo(BUDGET);
        BackendHarness.key(backend, 1L);
        assertThat(blobs.get(NONE)).hasSize((int) (3 * BUDGET));
    }

    @Test
    void anObjectThatGrowsInPlaceIsMeasuredAgain() {
        ValueTable<NoNamespace, Tally> tallies =
                backend.valueTable(
                        new TableSpec<>("t", NamespaceType.NONE, TypeInfo.of(Tally.class)));
        BackendHarness.key(backend, 1L);
        Tally tally = new Tally(0, "");
        tallies.put(NONE, tally);
        long before = backend.statistics().usedBytes();
        for (int i = 1; i <= 32; i++) {
            tally.note = "x".repeat(i * 1_000);
            tallies.put(NONE, tally);
        }
        assertThat(backend.statistics().usedBytes()).isGreaterThan(before + 16_000);
    }

    @Test
    void aShareOfMemoryShrinksWhenAnotherBackendOpens() {
        put(0, 10_000);
        assertThat(backend.statistics().usedBytes()).isGreaterThan(BUDGET / 2);
        harness.open();
        put(0, 200);
        assertThat(backend.statistics().usedBytes()).isLessThanOrEqualTo(BUDGET / 2);
    }

    @Test
    void anIteratorEndsWithItsKey() {
        MapTable<NoNamespace, String, Long> maps =
                backend.mapTable(
                        new TableSpec<>("m", NamespaceType.NONE, TypeInfo.of(Long.class)),
                        String.class);
        BackendHarness.key(backend, 1L);
        maps.put(NONE, "a", 1L);
        var entries = maps.entries(NONE);
        BackendHarness.key(backend, 2L);
        assertThatThrownBy(entries::hasNext)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("key=1");
    }

    @Test
    void aKeyOfAnotherSubtaskIsRefused() {
        Object foreign = foreignKey();
        CachedKeyedBackend half = (CachedKeyedBackend) harness.open(0, 2, List.of());
        ValueTable<NoNamespace, Long> table = half.valueTable(COUNT);
        BackendHarness.key(half, foreign);
        assertThatThrownBy(() -> table.get(NONE))
                .isInstanceOf(StreamException.class)
                .hasMessageContainingAll("operator=counter", "owned=0..3");
    }

    private static Object foreignKey() {
        Long[] candidates = {0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L};
        return Arrays.stream(candidates)
                .filter(key -> BackendHarness.keyGroup(key, 8) >= 4)
                .findFirst()
                .orElseThrow();
    }
}
