/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.core.type.TypeInfo;
import io.sampo.state.backend.KeyedStateBackend;
import io.sampo.state.backend.NamespaceType;
import io.sampo.state.backend.NoNamespace;
import io.sampo.state.backend.TableSpec;
import io.sampo.state.backend.TimerQueue;
import io.sampo.state.backend.ValueTable;
import io.sampo.state.snapshot.KeyedStateHandle;
import io.sampo.state.snapshot.StateFile;
import io.sampo.state.testkit.BackendHarness;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files a checkpoint copies, and which it only refers to. */
class RocksIncrementalTest {
    private static final long MANY = 3_000;

    private static final NoNamespace NONE = NoNamespace.INSTANCE;
    private static final TableSpec<NoNamespace, Long> COUNT =
            new TableSpec<>("count", NamespaceType.NONE, TypeInfo.of(Long.class));

    @TempDir Path directory;

    private BackendHarness harness;

    @BeforeEach
    void open() {
        RocksStateBackend backend =
                new RocksStateBackend(RocksSettings.defaults(), 100_000, 8 << 20);
        harness = new BackendHarness(backend, directory, 128);
    }

    @AfterEach
    void close() {
        harness.close();
    }

    private static void put(KeyedStateBackend<Object> backend, long from, long to) {
        ValueTable<NoNamespace, Long> table = backend.valueTable(COUNT);
        for (long key = from; key < to; key++) {
            BackendHarness.key(backend, key);
            table.put(NONE, key);
        }
    }

    private static void assertHolds(KeyedStateBackend<Object> backend, long from, long to) {
        ValueTable<NoNamespace, Long> table = backend.valueTable(COUNT);
        for (long key = from; key < to; key++) {
            BackendHarness.key(backend, key);
            assertThat(table.get(NONE)).as("key=%d", key).isEqualTo(key);
        }
    }

    private static Set<StateFile> shared(KeyedStateHandle handle) {
        Set<StateFile> files = new HashSet<>();
        handle.sharedRoles().forEach(role -> files.add(handle.files().get(role)));
        return files;
    }

    private long copied() {
        return harness.snapshots.paths().stream()
                .filter(path -> path.startsWith("shared/"))
                .count();
    }

    private KeyedStateHandle complete(KeyedStateBackend<Object> backend) throws IOException {
        long id = harness.nextCheckpoint();
        KeyedStateHandle handle = backend.snapshot(id, harness.snapshots.store(id)).run();
        backend.checkpointCompleted(id);
        return handle;
    }

    @Test
    void onlyNewFilesAreCopied() throws IOException {
        KeyedStateBackend<Object> backend = harness.open();
        put(backend, 0, 3_000);
        KeyedStateHandle first = complete(backend);
        long afterFirst = copied();
        assertThat(afterFirst).isPositive();

        KeyedStateHandle unchanged = complete(backend);
        assertThat(copied()).isEqualTo(afterFirst);
        assertThat(shared(unchanged)).isEqualTo(shared(first));

        put(backend, 3_000, 3_100);
        KeyedStateHandle second = complete(backend);
        assertThat(copied()).isEqualTo(afterFirst + 1);
        assertThat(shared(second)).containsAll(shared(first)).hasSize(shared(first).size() + 1);
        assertHolds(harness.open(second), 0, 3_100);
        assertHolds(harness.open(first), 0, 3_000);
    }

    @Test
    void everyTableFileIsSharedAndTheRestIsNot() throws IOException {
        KeyedStateBackend<Object> backend = harness.open();
        put(backend, 0, 10);
        KeyedStateHandle handle = complete(backend);
        assertThat(handle.sharedRoles()).isNotEmpty().allMatch(role -> role.endsWith(".sst"));
        Set<String> others = new HashSet<>(handle.files().keySet());
        others.removeAll(handle.sharedRoles());
        assertThat(others)
                .hasSize(3)
                .contains("CURRENT", "tables")
                .anyMatch(r -> r.startsWith("MANIFEST-"));
    }

    @Test
    void filesOfACheckpointThatIsNotCompleteAreNotReliedOn() throws IOException {
        KeyedStateBackend<Object> backend = harness.open();
        put(backend, 0, 1_000);
        KeyedStateHandle open = harness.snapshot(backend);
        KeyedStateHandle next = harness.snapshot(backend);
        assertThat(shared(next)).doesNotContainAnyElementsOf(shared(open));

        long aborted = harness.nextCheckpoint();
        KeyedStateHandle lost = backend.snapshot(aborted, harness.snapshots.store(aborted)).run();
        backend.checkpointAborted(aborted);
        backend.checkpointCompleted(aborted);
        assertThat(shared(harness.snapshot(backend))).doesNotContainAnyElementsOf(shared(lost));
    }

    @Test
    void aLateCompletionCountsToo() throws IOException {
        KeyedStateBackend<Object> backend = harness.open();
        put(backend, 0, 1_000);
        long first = harness.nextCheckpoint();
        KeyedStateHandle handle = backend.snapshot(first, harness.snapshots.store(first)).run();
        harness.snapshot(backend);
        backend.checkpointCompleted(first);
        assertThat(shared(harness.snapshot(backend))).isEqualTo(shared(handle));
    }

    @Test
    void restoredFilesAreReferredTo() throws IOException {
        KeyedStateBackend<Object> backend = harness.open();
        put(backend, 0, 1_000);
        KeyedStateHandle handle = complete(backend);
        long before = copied();

        KeyedStateBackend<Object> restored = harness.open(handle);
        KeyedStateHandle again = harness.snapshot(restored);

        assertThat(copied()).isEqualTo(before);
        assertThat(shared(again)).isEqualTo(shared(handle));
    }

    @Test
    void restoredFilesThatAreNotSharedAreCopied() throws IOException {
        KeyedStateBackend<Object> backend = harness.open();
        put(backend, 0, 1_000);
        KeyedStateHandle handle = complete(backend);
        KeyedStateHandle alone =
                new KeyedStateHandle(
                        handle.backend(),
                        handle.keyGroups(),
                        handle.maxParallelism(),
                        handle.files(),
                        List.of());

        KeyedStateHandle again = harness.snapshot(harness.open(alone));

        assertThat(shared(again)).isNotEmpty().doesNotContainAnyElementsOf(shared(handle));
        assertHolds(harness.open(again), 0, 1_000);
    }

    @Test
    void aSavepointIsWholeInItselfAndNotReferredTo() throws IOException {
        KeyedStateBackend<Object> backend = harness.open();
        put(backend, 0, 1_000);
        KeyedStateHandle before = complete(backend);
        long id = harness.nextCheckpoint();
        long copied = copied();
        KeyedStateHandle savepoint = backend.snapshot(id, harness.snapshots.savepoint(id)).run();
        backend.checkpointCompleted(id);
        KeyedStateHandle after = complete(backend);

        assertThat(savepoint.sharedRoles()).isEmpty();
        assertThat(copied()).isEqualTo(copied);
        Set<StateFile> own = new HashSet<>(savepoint.files().values());
        assertThat(own).doesNotContainAnyElementsOf(before.files().values());
        assertThat(own).doesNotContainAnyElementsOf(after.files().values());
        assertThat(shared(after)).isEqualTo(shared(before));
        assertHolds(harness.open(savepoint), 0, 1_000);
    }

    @Test
    void rule06_whatWasCutOffDoesNotComeBack() throws IOException {
        KeyedStateBackend<Object> whole = harness.open();
        put(whole, 0, 2_000);
        TimerQueue<Object, NoNamespace> timers = whole.timers("t", NamespaceType.NONE);
        for (long key = 0; key < 2_000; key++) {
            BackendHarness.key(whole, key);
            timers.add(key, NONE);
        }
        KeyedStateHandle one = complete(whole);
        List<KeyedStateHandle> two = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            KeyedStateBackend<Object> half = harness.open(i, 2, List.of(one));
            ValueTable<NoNamespace, Long> table = half.valueTable(COUNT);
            for (long key = 0; key < 2_000; key++) {
                if (half.keyGroups().contains(BackendHarness.keyGroup(key, 128))) {
                    BackendHarness.key(half, key);
                    table.remove(NONE);
                }
            }
            TimerQueue<Object, NoNamespace> ofHalf = half.timers("t", NamespaceType.NONE);
            while (ofHalf.pollUntil(999) != null) {
                // the later half stays
            }
            two.add(harness.snapshot(half));
        }
        KeyedStateBackend<Object> again = harness.open(two.toArray(new KeyedStateHandle[0]));
        ValueTable<NoNamespace, Long> table = again.valueTable(COUNT);
        for (long key = 0; key < 2_000; key++) {
            BackendHarness.key(again, key);
            assertThat(table.get(NONE)).as("key=%d", key).isNull();
        }
        TimerQueue<Object, NoNamespace> left = again.timers("t", NamespaceType.NONE);
        for (long timestamp = 1_000; timestamp < 2_000; timestamp++) {
            assertThat(left.nextTimestamp()).isEqualTo(timestamp);
            assertThat(left.pollUntil(timestamp)).isNotNull();
        }
        assertThat(left.isEmpty()).isTrue();
    }

    /** More than is copied row by row: files of rows are taken in, for each of two tables. */
    @Test
    void rule06_muchStateOfSeveralHandlesIsOneStore() throws IOException {
        TableSpec<NoNamespace, String> texts =
                new TableSpec<>("text", NamespaceType.NONE, TypeInfo.of(String.class));
        TableSpec<NoNamespace, String> others =
                new TableSpec<>("other", NamespaceType.NONE, TypeInfo.of(String.class));
        List<KeyedStateHandle> handles = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            KeyedStateBackend<Object> part = harness.open(i, 3, List.of());
            boolean first = i == 0;
            ValueTable<NoNamespace, String> one = part.valueTable(first ? texts : others);
            ValueTable<NoNamespace, String> two = part.valueTable(first ? others : texts);
            for (long key = 0; key < MANY; key++) {
                if (part.keyGroups().contains(BackendHarness.keyGroup(key, 128))) {
                    BackendHarness.key(part, key);
                    (first ? one : two).put(NONE, text("text", key));
                    (first ? two : one).put(NONE, text("other", key));
                }
            }
            handles.add(harness.snapshot(part));
        }
        KeyedStateBackend<Object> whole = harness.open(handles.toArray(new KeyedStateHandle[0]));
        assertTexts(whole, texts, others);
        KeyedStateHandle again = complete(whole);
        assertTexts(harness.open(again), texts, others);
        for (int i = 0; i < 4; i++) {
            assertTexts(harness.open(i, 4, List.of(again)), texts, others);
        }
    }

    private static String text(String table, long key) {
        // does not compress: two and a half thousand random characters
        StringBuilder text = new StringBuilder(table).append(key);
        Random random = new Random(key);
        while (text.length() < 2_500) {
            text.append(Long.toHexString(random.nextLong()));
        }
        return text.toString();
    }

    private static void assertTexts(
            KeyedStateBackend<Object> backend,
            TableSpec<NoNamespace, String> texts,
            TableSpec<NoNamespace, String> others) {
        for (long key = 0; key < MANY; key++) {
            if (backend.keyGroups().contains(BackendHarness.keyGroup(key, 128))) {
                BackendHarness.key(backend, key);
                assertThat(backend.valueTable(texts).get(NONE)).isEqualTo(text("text", key));
                assertThat(backend.valueTable(others).get(NONE)).isEqualTo(text("other", key));
            }
        }
    }

    @Test
    void tablesMadeInAnotherOrderAreTheSameTables() throws IOException {
        List<KeyedStateHandle> halves = new ArrayList<>();
        TableSpec<NoNamespace, String> names =
                new TableSpec<>("name", NamespaceType.NONE, TypeInfo.of(String.class));
        for (int i = 0; i < 2; i++) {
            KeyedStateBackend<Object> half = harness.open(i, 2, List.of());
            if (i == 0) {
                half.valueTable(COUNT);
            }
            ValueTable<NoNamespace, String> table = half.valueTable(names);
            for (long key = 0; key < 100; key++) {
                if (half.keyGroups().contains(BackendHarness.keyGroup(key, 128))) {
                    BackendHarness.key(half, key);
                    table.put(NONE, "name-" + key);
                    half.valueTable(COUNT).put(NONE, key);
                }
            }
            halves.add(harness.snapshot(half));
        }
        KeyedStateBackend<Object> whole = harness.open(halves.toArray(new KeyedStateHandle[0]));
        assertHolds(whole, 0, 100);
        for (long key = 0; key < 100; key++) {
            BackendHarness.key(whole, key);
            assertThat(whole.valueTable(names).get(NONE)).isEqualTo("name-" + key);
        }
    }
}
