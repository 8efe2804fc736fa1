/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.backend;

import static io.sampo.state.backend.KeyedTablesContract.BY_TEXT;
import static io.sampo.state.backend.KeyedTablesContract.COUNT;
import static io.sampo.state.backend.KeyedTablesContract.LISTS;
import static io.sampo.state.backend.KeyedTablesContract.MAPS;
import static io.sampo.state.backend.KeyedTablesContract.NONE;
import static io.sampo.state.testkit.BackendHarness.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.core.type.SerializationFactory;
import io.sampo.core.type.TypeInfo;
import io.sampo.state.snapshot.KeyedStateHandle;
import io.sampo.state.testkit.BackendHarness;
import io.sampo.state.testkit.LongNamespaces;
import io.sampo.state.testkit.Tally;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every state backend must restore: the state at the mark, whatever happened after the mark,
 * to whatever key groups. Restored state that the program no longer asks for is kept.
 */
public abstract class KeyedRestoreContract {
    static final int MAX_PARALLELISM = 128;

    static final TableSpec<NoNamespace, Tally> TALLY =
            new TableSpec<>("tally", NamespaceType.NONE, TypeInfo.of(Tally.class));

    @TempDir Path directory;

    private final ExecutorService otherThread = Executors.newSingleThreadExecutor();
    private BackendHarness harness;

    record Pair(String left, long right) {}

    /** Creates the backend to test; it and what it opened are closed after each test. */
    protected abstract StateBackend create();

    /** Returns what writes the values; null for the plain way. */
    protected @Nullable SerializationFactory serialization() {
        return null;
    }

    /** Returns the harness, for tests of one backend alone. */
    protected final BackendHarness harness() {
        return harness;
    }

    @BeforeEach
    void open() {
        harness = new BackendHarness(create(), directory, MAX_PARALLELISM, serialization());
    }

    @AfterEach
    void close() {
        otherThread.shutdownNow();
        harness.close();
    }

    @Test
    void emptyStateIsRestored() throws IOException {
        KeyedStateHandle handle = harness.snapshot(harness.open());
        assertThat(handle.keyGroups()).isEqualTo(harness.open().keyGroups());
        assertThat(handle.maxParallelism()).isEqualTo(MAX_PARALLELISM);
        KeyedStateBackend<Object> restored = harness.open(handle);
        key(restored, "a");
        assertThat(restored.valueTable(COUNT).get(NONE)).isNull();
    }

    @Test
    void rule45_theKeysOfEachKindOfTableCanBeListed() throws IOException {
        KeyedStateBackend<Object> backend = harness.open();
        TableSpec<NoNamespace, Long> lists =
                new TableSpec<>("plain-lists", NamespaceType.NONE, TypeInfo.of(Long.class));
        TableSpec<NoNamespace, Long> maps =
                new TableSpec<>("plain-maps", NamespaceType.NONE, TypeInfo.of(Long.class));
        Set<Object> expected = new HashSet<>();
        for (long i = 0; i < 1_000; i++) {
            key(backend, "key-" + i);
            backend.valueTable(COUNT).put(NONE, i);
            backend.listTable(lists).add(NONE, i);
            backend.listTable(lists).add(NONE, -i);
            backend.mapTable(maps, String.class).put(NONE, "a", i);
            backend.mapTable(maps, String.class).put(NONE, "b", i);
            expected.add("key-" + i);
            if (i == 500) {
                harness.snapshot(backend);
            }
        }
        for (long i = 0; i < 1_000; i += 3) {
            key(backend, "key-" + i);
            backend.valueTable(COUNT).remove(NONE);
            backend.listTable(lists).remove(NONE);
            backend.mapTable(maps, String.class).clear(NONE);
            expected.remove("key-" + i);
        }
        assertKeys(backend, expected);

        KeyedStateBackend<Object> restored = harness.open(harness.snapshot(backend));
        restored.valueTable(COUNT);
        restored.listTable(lists);
        restored.mapTable(maps, String.class);
        assertKeys(restored, expected);
        key(restored, "another");
        restored.valueTable(COUNT).put(NONE, 1L);
        restored.listTable(lists).add(NONE, 1L);
        restored.mapTable(maps, String.class).put(NONE, "a", 1L);
        expected.add("another");
        assertKeys(restored, expected);
    }

    private static void assertKeys(KeyedStateBackend<Object> backend, Set<Object> expected) {
        for (String table : List.of(COUNT.name(), "plain-lists", "plain-maps")) {
            List<Object> found = new ArrayList<>();
            for (int group = 0; group < MAX_PARALLELISM; group++) {
                for (Object key : backend.keys(table, group)) {
                    assertThat(BackendHarness.keyGroup(key, MAX_PARALLELISM)).isEqualTo(group);
                    found.add(key);
                }
            }
            assertThat(found).as(table).containsExactlyInAnyOrderElementsOf(expected);
        }
        assertThat(backend.keys("no such table", 0)).isEmpty();
    }

    @Test
    void everyKindIsRestored() throws IOException {
        KeyedStateBackend<Object> backend = harness.open();
        for (long i = 0; i < 300; i++) {
            key(backend, "key-" + i);
            backend.valueTable(COUNT).put(NONE, i);
            backend.valueTable(BY_TEXT).put("", "empty-" + i);
            backend.valueTable(BY_TEXT).put("long namespace", "text-" + i);
            backend.listTable(LISTS).add(i, i);
            backend.listTable(LISTS).add(i, -i);
            backend.mapTable(MAPS, String.class).put(i % 2, "u" + i, new Tally(i, "x"));
            backend.timers("event", LongNamespaces.LONG).add(1_000 - i, i);
        }
        KeyedStateBackend<Object> restored = harness.open(harness.snapshot(backend));
        for (long i = 0; i < 300; i++) {
            key(restored, "key-" + i);
            assertThat(restored.valueTable(COUNT).get(NONE)).isEqualTo(i);
            assertThat(restored.valueTable(BY_TEXT).get("")).isEqualTo("empty-" + i);
            assertThat(restored.valueTable(BY_TEXT).get("long namespace")).isEqualTo("text-" + i);
            assertThat(restored.listTable(LISTS).get(i)).containsExactly(i, -i);
            MapTable<Long, String, Tally> maps = restored.mapTable(MAPS, String.class);
            assertThat(maps.entries(i % 2))
                    .toIterable()
                    .containsExactly(Map.entry("u" + i, new Tally(i, "x")));
            assertThat(maps.isEmpty(1 - i % 2)).isTrue();
        }
        TimerQueue<Object, Long> timers = restored.timers("event", LongNamespaces.LONG);
        for (long i = 299; i >= 0; i--) {
            assertThat(timers.pollUntil(Long.MAX_VALUE))
                    .isEqualTo(
                            new TimerQueue.Timer<>(
                                    1_000 - i, "key-" + i, BackendHarness.hash("key-" + i), i));
        }
        assertThat(timers.isEmpty()).isTrue();
    }

    @Test
    void whatHappensAfterTheMarkIsNotInTheSnapshot() throws IOException {
        KeyedStateBackend<Object> backend = harness.open();
        ValueTable<NoNamespace, Tally> values = backend.valueTable(TALLY);
        MapTable<Long, String, Tally> maps = backend.mapTable(MAPS, String.class);
        ListTable<Long, Long> lists = backend.listTable(LISTS);
        TimerQueue<Object, NoNamespace> timers = backend.timers("t", NamespaceType.NONE);
        for (String current : List.of("stays", "changes", "goes")) {
            key(backend, current);
            values.put(NONE, new Tally(1, current));
            maps.put(0L, "u", new Tally(1, current));
            lists.add(0L, 1L);
            timers.add(10, NONE);
        }
        long id = harness.nextCheckpoint();
        SnapshotRun run = backend.snapshot(id, harness.snapshots.store(id));

        key(backend, "changes");
        Tally value = Objects.requireNonNull(values.get(NONE));
        value.count = 2;
        values.put(NONE, value);
        Tally inMap = Objects.requireNonNull(maps.get(0L, "u"));
        inMap.count = 2;
        maps.put(0L, "u", inMap);
        maps.put(0L, "v", new Tally(2, "new"));
        lists.add(0L, 2L);
        timers.add(20, NONE);
        key(backend, "goes");
        values.remove(NONE);
        maps.clear(0L);
        lists.remove(0L);
        timers.remove(10, NONE);
        key(backend, "comes");
        values.put(NONE, new Tally(3, "comes"));
        maps.put(0L, "u", new Tally(3, "comes"));
        lists.put(0L, List.of(3L));
        timers.add(5, NONE);

        KeyedStateBackend<Object> restored = harness.open(run.run());
        for (String current : List.of("stays", "changes", "goes")) {
            key(restored, current);
            assertThat(restored.valueTable(TALLY).get(NONE)).isEqualTo(new Tally(1, current));
            assertThat(restored.mapTable(MAPS, String.class).entries(0L))
                    .toIterable()
                    .containsExactly(Map.entry("u", new Tally(1, current)));
            assertThat(restored.listTable(LISTS).get(0L)).containsExactly(1L);
        }
        key(restored, "comes");
        assertThat(restored.valueTable(TALLY).get(NONE)).isNull();
        assertThat(restored.mapTable(MAPS, String.class).isEmpty(0L)).isTrue();
        assertThat(restored.listTable(LISTS).isEmpty(0L)).isTrue();
        assertThat(drained(restored.timers("t", NamespaceType.NONE), 10)).isEqualTo(3);

        key(backend, "changes");
        assertThat(values.get(NONE)).isEqualTo(new Tally(2, "changes"));
        assertThat(maps.get(0L, "u")).isEqualTo(new Tally(2, "changes"));
        assertThat(lists.get(0L)).containsExactly(1L, 2L);
        key(backend, "goes");
        assertThat(values.get(NONE)).isNull();
    }

    /** Takes all timers, none of which may be later than {@code last}, and returns their number. */
    private static long drained(TimerQueue<Object, NoNamespace> timers, long last) {
        long count = 0;
        while (timers.pollUntil(last) != null) {
            count++;
        }
        assertThat(timers.isEmpty()).isTrue();
        return count;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void randomChangesWhileSnapshotsAreWritten(long seed) throws Exception {
        List<IntFunction<Object>> kinds =
                List.of(
                        i -> (long) i,
                        i -> "key-" + i,
                        i -> new byte[] {(byte) i, (byte) (i >> 8)},
                        i -> new Pair("p" + i % 7, i));
        String about = "seed=" + seed;
        Random random = new Random(seed);
        IntFunction<Object> keys = kinds.get(random.nextInt(kinds.size()));
        StateModel model = new StateModel(harness.open(), keys, keyCount(seed), random, about);
        KeyedStateBackend<Object> backend = model.backend();
        for (int round = 0; round < 6; round++) {
            model.change(random.nextInt(800));
            StateContents marked = model.mark();
            long id = harness.nextCheckpoint();
            SnapshotRun run = backend.snapshot(id, harness.snapshots.store(id));
            model.change(random.nextInt(50));
            Future<KeyedStateHandle> written = otherThread.submit(run::run);
            model.change(random.nextInt(800));
            KeyedStateHandle handle = written.get();
            backend.checkpointCompleted(id);
            model.verifyRestored(List.of(harness.open(handle)), marked);
            if (random.nextInt(3) == 0) {
                backend = harness.open(handle);
                model = model.on(backend, marked);
            }
        }
        model.verify();
    }

    private static int keyCount(long seed) {
        return seed % 2 == 0 ? 20 : 300;
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12})
    void rule06_stateMovesWithItsKeyGroups(long seed) throws Exception {
        String about = "seed=" + seed;
        Random random = new Random(seed);
        StateModel whole = new StateModel(harness.open(), i -> "key-" + i, 200, random, about);
        whole.change(1_500);
        StateContents expected = whole.mark();
        KeyedStateHandle one = harness.snapshot(whole.backend());

        List<KeyedStateHandle> three = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            KeyedStateBackend<Object> part = harness.open(i, 3, List.of(one));
            whole.verifyRestored(List.of(part), expected);
            three.add(harness.snapshot(harness.open(i, 3, List.of(one))));
        }
        List<KeyedStateBackend<Object>> two = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            two.add(harness.open(i, 2, three));
        }
        whole.verifyRestored(two, expected);
        KeyedStateBackend<Object> again = harness.open(three.toArray(new KeyedStateHandle[0]));
        StateModel goesOn = whole.on(again, expected);
        goesOn.change(500);
        goesOn.verify();
    }

    @Test
    void oneHugeKeyGroupIsRestored() throws Exception {
        BackendHarness single =
                new BackendHarness(create(), directory.resolve("single"), 1, serialization());
        KeyedStateBackend<Object> backend = single.open();
        ValueTable<NoNamespace, Long> table = backend.valueTable(COUNT);
        TimerQueue<Object, NoNamespace> timers = backend.timers("t", NamespaceType.NONE);
        long count = 40_000;
        for (long i = 0; i < count; i++) {
            key(backend, i);
            table.put(NONE, i);
            timers.add(i % 100, NONE);
        }
        long id = single.nextCheckpoint();
        SnapshotRun run = backend.snapshot(id, single.snapshots.store(id));
        Future<KeyedStateHandle> written = otherThread.submit(run::run);
        for (long i = 0; i < 2 * count; i += 2) {
            key(backend, i);
            if (i % 3 == 0) {
                table.remove(NONE);
                timers.remove(i % 100, NONE);
            } else {
                table.put(NONE, -i);
                timers.add(1_000, NONE);
            }
        }
        KeyedStateBackend<Object> restored = single.open(written.get());
        ValueTable<NoNamespace, Long> restoredTable = restored.valueTable(COUNT);
        for (long i = 0; i < 2 * count; i++) {
            key(restored, i);
            assertThat(restoredTable.get(NONE)).isEqualTo(i < count ? i : null);
            key(backend, i);
            Long live = i % 2 == 1 ? Long.valueOf(i) : i % 3 == 0 ? null : Long.valueOf(-i);
            assertThat(table.get(NONE)).isEqualTo(i % 2 == 1 && i >= count ? null : live);
        }
        assertThat(drained(restored.timers("t", NamespaceType.NONE), 99)).isEqualTo(count);
        single.close();
    }

    @Test
    void stateNobodyAsksForIsKept() throws IOException {
        KeyedStateBackend<Object> backend = harness.open();
        for (long i = 0; i < 50; i++) {
            key(backend, i);
            backend.valueTable(COUNT).put(NONE, i);
            backend.listTable(LISTS).put(1L, List.of(i, i));
            backend.mapTable(MAPS, String.class).put(2L, "u", new Tally(i, "x"));
            backend.timers("t", NamespaceType.NONE).add(i, NONE);
        }
        KeyedStateBackend<Object> second = harness.open(harness.snapshot(backend));
        for (long i = 0; i < 50; i++) {
            key(second, i);
            second.valueTable(COUNT).put(NONE, -i);
        }
        KeyedStateBackend<Object> third = harness.open(harness.snapshot(second));
        for (long i = 0; i < 50; i++) {
            key(third, i);
            assertThat(third.valueTable(COUNT).get(NONE)).isEqualTo(-i);
            assertThat(third.listTable(LISTS).get(1L)).containsExactly(i, i);
            assertThat(third.mapTable(MAPS, String.class).get(2L, "u"))
                    .isEqualTo(new Tally(i, "x"));
            assertThat(third.timers("t", NamespaceType.NONE).pollUntil(i)).isNotNull();
        }
    }
}
