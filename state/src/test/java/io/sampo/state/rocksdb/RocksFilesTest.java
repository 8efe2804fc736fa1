/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.id.OperatorId;
import io.sampo.core.io.Checksums;
import io.sampo.core.time.ManualClock;
import io.sampo.core.type.TypeInfo;
import io.sampo.state.backend.BackendContext;
import io.sampo.state.backend.KeyedStateBackend;
import io.sampo.state.backend.NamespaceType;
import io.sampo.state.backend.NoNamespace;
import io.sampo.state.backend.SnapshotRun;
import io.sampo.state.backend.TableSpec;
import io.sampo.state.backend.ValueTable;
import io.sampo.state.keygroup.KeyGroupRange;
import io.sampo.state.snapshot.KeyedStateHandle;
import io.sampo.state.snapshot.SnapshotOutput;
import io.sampo.state.snapshot.SnapshotStore;
import io.sampo.state.snapshot.StateFile;
import io.sampo.state.testkit.MemorySnapshots;
import io.sampo.state.testkit.TinySerialization;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the backend leaves on the disk, and what it says when that cannot be written or read. */
class RocksFilesTest {
    private static final NoNamespace NONE = NoNamespace.INSTANCE;
    private static final TableSpec<NoNamespace, String> NOTES =
            new TableSpec<>("notes", NamespaceType.NONE, TypeInfo.of(String.class));

    @TempDir Path directory;

    private final MemorySnapshots snapshots = new MemorySnapshots();
    private final RocksStateBackend backend =
            new RocksStateBackend(RocksSettings.defaults(), 1 << 20, 4 << 20);

    @AfterEach
    void close() {
        backend.close();
    }

    private BackendContext context(String operator, int attempt, Path workDirectory) {
        return new BackendContext(
                new OperatorId(operator),
                3,
                attempt,
                8,
                new KeyGroupRange(0, 7),
                new TinySerialization(),
                snapshots,
                workDirectory,
                Runnable::run,
                new ManualClock(0));
    }

    private KeyedStateBackend<Object> open(int attempt, KeyedStateHandle... restored) {
        return backend.open(context("count words", attempt, directory), List.of(restored));
    }

    private static void put(KeyedStateBackend<Object> keyed) {
        ValueTable<NoNamespace, String> table = keyed.valueTable(NOTES);
        for (int key = 0; key < 50; key++) {
            keyed.setCurrentKey(key, key);
            table.put(NONE, "note " + key);
        }
    }

    private KeyedStateHandle snapshot(KeyedStateBackend<Object> keyed, long id) throws IOException {
        return keyed.snapshot(id, snapshots.store(id)).run();
    }

    private List<String> names(Path of) throws IOException {
        try (Stream<Path> files = Files.list(of)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aClosedBackendLeavesNothing() throws IOException {
        KeyedStateBackend<Object> keyed = open(1);
        put(keyed);
        snapshot(keyed, 1);
        assertThat(names(directory))
                .hasSize(1)
                .allMatch(name -> name.matches("count_words-\\w{8}-3-a1"));
        keyed.close();
        assertThat(names(directory)).isEmpty();
    }

    @Test
    void aSnapshotLeavesNothingLocal() throws IOException {
        KeyedStateBackend<Object> keyed = open(1);
        put(keyed);
        Path own = directory.resolve(names(directory).get(0));
        snapshot(keyed, 1);
        assertThat(names(own)).containsExactly("db");

        snapshots.failAfterBytes(10);
        assertThatThrownBy(() -> snapshot(keyed, 2)).isInstanceOf(IOException.class);
        snapshots.failAfterBytes(Integer.MAX_VALUE);
        assertThat(names(own)).containsExactly("db");

        SnapshotRun cancelled = keyed.snapshot(3, snapshots.store(3));
        cancelled.cancel();
        put(keyed);
        snapshot(keyed, 4);
        assertThat(names(own)).containsExactly("db");
        keyed.close();
    }

    @Test
    void closingCancelsAnUpload() throws IOException {
        KeyedStateBackend<Object> keyed = open(1);
        put(keyed);
        SnapshotStore store = snapshots.store(1);
        SnapshotRun run =
                keyed.snapshot(
                        1,
                        new SnapshotStore() {
                            @Override
                            public SnapshotOutput create(String role) throws IOException {
                                return store.create(role);
                            }

                            @Override
                            public StateFile putShared(Path localFile) throws IOException {
                                // as the subtask might at this very moment, having gone on a while
                                for (int i = 0; i < 5; i++) {
                                    put(keyed);
                                }
                                keyed.close();
                                return store.putShared(localFile);
                            }

                            @Override
                            public StateFile putPrivate(Path localFile, String role)
                                    throws IOException {
                                return store.putPrivate(localFile, role);
                            }
                        });
        assertThatThrownBy(run::run).isInstanceOf(CancellationException.class);
        assertThat(names(directory)).isEmpty();
    }

    @Test
    void whatDeadAttemptsLeftIsDeletedAndNothingElse() throws IOException {
        KeyedStateBackend<Object> alive = open(7);
        put(alive);
        String name = names(directory).get(0);
        for (String other : List.of("a1", "a9", "a10", "b", "a-1")) {
            Path left = directory.resolve(name.replace("a7", other));
            Files.createDirectories(left.resolve("db"));
            Files.writeString(left.resolve("db").resolve("CURRENT"), "rubbish");
        }
        Files.createDirectories(directory.resolve("count_words-other-3-a1"));

        KeyedStateBackend<Object> next = open(9);

        put(next);
        assertThat(names(directory))
                .containsExactlyInAnyOrder(
                        name,
                        name.replace("a7", "a9"),
                        name.replace("a7", "a10"),
                        name.replace("a7", "b"),
                        name.replace("a7", "a-1"),
                        "count_words-other-3-a1");
        alive.setCurrentKey(1, 1);
        assertThat(alive.valueTable(NOTES).get(NONE)).isEqualTo("note 1");
        alive.close();
        next.close();
    }

    @Test
    void oneAttemptOpensOnce() {
        KeyedStateBackend<Object> first = open(1);
        assertThatThrownBy(() -> open(1))
                .isInstanceOf(StreamException.class)
                .hasMessageContainingAll("operator=count words", "subtask=3", "attempt=1");
        put(first);
        first.close();
        open(1).close();
    }

    @Test
    void operatorsOfSimilarNamesDoNotMeet() throws IOException {
        for (String operator : List.of("a b", "a_b", "a/b", "ä", "ö", "x".repeat(300))) {
            KeyedStateBackend<Object> keyed =
                    backend.open(context(operator, 1, directory.resolve("all")), List.of());
            put(keyed);
        }
        assertThat(names(directory.resolve("all"))).hasSize(6);
    }

    @Test
    void aWorkDirectoryThatCannotBeMadeIsNamed() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "in the way");
        assertThatThrownBy(() -> backend.open(context("o", 1, file), List.of()))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining(file.toString());
        Files.delete(file);
        KeyedStateBackend<Object> keyed = backend.open(context("o", 1, file), List.of());
        keyed.close();
    }

    @Test
    void aDatabaseThatCannotBeOpenedIsADamagedCheckpoint() throws IOException {
        KeyedStateBackend<Object> keyed = open(1);
        put(keyed);
        KeyedStateHandle handle = snapshot(keyed, 1);
        keyed.close();
        byte[] rubbish = "MANIFEST-999999\n".getBytes(StandardCharsets.UTF_8);
        StateFile current = Objects.requireNonNull(handle.files().get("CURRENT"));
        StateFile wrong = new StateFile(current.path(), rubbish.length, Checksums.of(rubbish));
        snapshots.replace(current, rubbish);

        assertDamaged(with(handle, "CURRENT", wrong), "/count_words-", "MANIFEST-999999");
        assertDamaged(with(handle, "../escaped", wrong), "../escaped");
        assertDamaged(without(handle, "tables"), "tables");
        assertThat(names(directory)).isEmpty();
        assertThat(directory.resolveSibling("escaped")).doesNotExist();
    }

    private void assertDamaged(KeyedStateHandle handle, String... parts) {
        assertThatThrownBy(() -> open(2, handle))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.CHECKPOINT_DAMAGED))
                .hasMessageContainingAll(parts);
    }

    private static KeyedStateHandle with(KeyedStateHandle handle, String role, StateFile file) {
        Map<String, StateFile> files = new HashMap<>(handle.files());
        files.put(role, file);
        return withFiles(handle, files);
    }

    private static KeyedStateHandle without(KeyedStateHandle handle, String role) {
        Map<String, StateFile> files = new HashMap<>(handle.files());
        files.remove(role);
        return withFiles(handle, files);
    }

    private static KeyedStateHandle withFiles(
            KeyedStateHandle handle, Map<String, StateFile> files) {
        return new KeyedStateHandle(
                handle.backend(),
                handle.keyGroups(),
                handle.maxParallelism(),
                files,
                handle.sharedRoles());
    }

    @Test
    void aCheckpointDirectoryThatCannotBeMadeFailsTheCheckpointOnly() throws IOException {
        KeyedStateBackend<Object> keyed = open(1);
        put(keyed);
        Path own = directory.resolve(names(directory).get(0));
        SnapshotRun run = keyed.snapshot(1, snapshots.store(1));
        Path inTheWay =
                Files.writeString(own.resolve("chk-1.tmp"), "RocksDB wants a directory here");
        assertThatThrownBy(run::run)
                .isInstanceOfSatisfying(
                        StreamException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.EXTERNAL_IO))
                .hasMessageContainingAll("operator=count words", inTheWay.toString());
        put(keyed);
        KeyedStateHandle next = snapshot(keyed, 2);
        keyed.close();
        KeyedStateBackend<Object> restored = open(2, next);
        restored.setCurrentKey(49, 49);
        assertThat(restored.valueTable(NOTES).get(NONE)).isEqualTo("note 49");
        restored.close();
    }
}
