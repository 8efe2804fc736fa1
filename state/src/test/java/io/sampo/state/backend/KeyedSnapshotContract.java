/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.backend;

import static io.sampo.state.backend.KeyedTablesContract.COUNT;
import static io.sampo.state.backend.KeyedTablesContract.MAPS;
import static io.sampo.state.backend.KeyedTablesContract.NONE;
import static io.sampo.state.testkit.BackendHarness.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.type.TypeInfo;
import io.sampo.state.snapshot.KeyedStateHandle;
import io.sampo.state.snapshot.StateFile;
import io.sampo.state.testkit.LongNamespaces;
import io.sampo.state.testkit.Tally;
import io.sampo.state.testkit.TextNamespaces;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/**
 * What every state backend must do about snapshots: besides what {@link KeyedRestoreContract} says,
 * what becomes of one that is not completed, and which ones are refused. The first half of the
 * contract of a backend is {@link KeyedStateBackendContract}.
 */
public abstract class KeyedSnapshotContract extends KeyedRestoreContract {
    @Test
    void theSnapshotOfAnotherBackendIsRefusedWithTheSettingThatTakesIt() throws IOException {
        KeyedStateHandle own = harness().snapshot(harness().open());
        KeyedStateHandle other =
                new KeyedStateHandle(
                        "other",
                        own.keyGroups(),
                        own.maxParallelism(),
                        own.files(),
                        own.sharedRoles());

        assertIncompatible(
                () -> harness().open(other),
                "The snapshot was written by another state backend: operator=",
                "stored=other",
                " Set sampo.state.backend = other");
    }

    @Test
    void aCancelledSnapshotLeavesNothing() throws Exception {
        KeyedStateBackend<Object> backend = harness().open();
        ValueTable<NoNamespace, Tally> table = backend.valueTable(TALLY);
        key(backend, "a");
        table.put(NONE, new Tally(1, "x"));
        long id = harness().nextCheckpoint();
        SnapshotRun run = backend.snapshot(id, harness().snapshots.store(id));
        run.cancel();
        run.cancel();
        assertThatThrownBy(run::run).isInstanceOf(CancellationException.class);
        backend.checkpointAborted(id);
        assertThat(harness().snapshots.unfinished()).isZero();
        for (int i = 0; i < 5; i++) {
            long next = harness().nextCheckpoint();
            backend.snapshot(next, harness().snapshots.store(next)).cancel();
            Tally tally = Objects.requireNonNull(table.get(NONE));
            tally.count++;
            table.put(NONE, tally);
        }
        KeyedStateBackend<Object> restored = harness().open(harness().snapshot(backend));
        key(restored, "a");
        assertThat(restored.valueTable(TALLY).get(NONE)).isEqualTo(new Tally(6, "x"));
    }

    @Test
    void anAbortedCheckpointEndsItsSnapshot() throws Exception {
        KeyedStateBackend<Object> backend = harness().open();
        key(backend, "a");
        backend.valueTable(COUNT).put(NONE, 1L);
        for (int i = 0; i < 5; i++) {
            long id = harness().nextCheckpoint();
            SnapshotRun run = backend.snapshot(id, harness().snapshots.store(id));
            backend.checkpointAborted(id);
            assertThatThrownBy(run::run).isInstanceOf(CancellationException.class);
        }
        KeyedStateBackend<Object> restored = harness().open(harness().snapshot(backend));
        key(restored, "a");
        assertThat(restored.valueTable(COUNT).get(NONE)).isEqualTo(1L);
    }

    @Test
    void closingEndsOpenSnapshots() {
        KeyedStateBackend<Object> backend = harness().open();
        key(backend, "a");
        backend.valueTable(COUNT).put(NONE, 1L);
        long id = harness().nextCheckpoint();
        SnapshotRun run = backend.snapshot(id, harness().snapshots.store(id));
        backend.close();
        assertThatThrownBy(run::run).isInstanceOf(CancellationException.class);
        assertThat(harness().snapshots.unfinished()).isZero();
    }

    @Test
    void aFailingStoreFailsTheSnapshotOnly() throws Exception {
        KeyedStateBackend<Object> backend = harness().open();
        ValueTable<NoNamespace, Long> table = backend.valueTable(COUNT);
        for (long i = 0; i < 1_000; i++) {
            key(backend, i);
            table.put(NONE, i);
        }
        harness().snapshots.failAfterBytes(10);
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> harness().snapshot(backend)).isInstanceOf(IOException.class);
        }
        assertThat(harness().snapshots.unfinished()).isZero();
        harness().snapshots.failAfterBytes(Integer.MAX_VALUE);
        key(backend, 5L);
        table.put(NONE, 55L);
        KeyedStateBackend<Object> restored = harness().open(harness().snapshot(backend));
        key(restored, 5L);
        assertThat(restored.valueTable(COUNT).get(NONE)).isEqualTo(55L);
    }

    @Test
    void aDamagedFileIsNamed() throws IOException {
        KeyedStateBackend<Object> backend = harness().open();
        for (long i = 0; i < 500; i++) {
            key(backend, i);
            backend.valueTable(COUNT).put(NONE, i);
        }
        KeyedStateHandle handle = harness().snapshot(backend);
        assertThat(handle.files()).isNotEmpty();
        for (StateFile file : handle.files().values()) {
            byte[] content = harness().snapshots.content(file);
            byte[] damaged = content.clone();
            damaged[content.length / 2] ^= 0x40;
            harness().snapshots.replace(file, damaged);
            assertFails(ErrorCode.CHECKPOINT_DAMAGED, () -> harness().open(handle), file.path());
            harness().snapshots.replace(file, Arrays.copyOf(content, content.length / 2));
            assertFails(ErrorCode.CHECKPOINT_DAMAGED, () -> harness().open(handle), file.path());
            harness().snapshots.replace(file, content);
        }
        KeyedStateBackend<Object> restored = harness().open(handle);
        key(restored, 7L);
        assertThat(restored.valueTable(COUNT).get(NONE)).isEqualTo(7L);
    }

    @Test
    void anotherKindOrTypeIsRefused() throws IOException {
        KeyedStateBackend<Object> backend = harness().open();
        key(backend, "a");
        backend.valueTable(COUNT).put(NONE, 1L);
        backend.mapTable(MAPS, String.class).put(0L, "u", new Tally(1, "x"));
        backend.timers("t", LongNamespaces.LONG).add(1, 1L);
        KeyedStateHandle handle = harness().snapshot(backend);

        KeyedStateBackend<Object> restored = harness().open(handle);
        assertIncompatible(() -> restored.listTable(COUNT), "count", "value", "list");
        assertIncompatible(
                () ->
                        restored.valueTable(
                                new TableSpec<>(
                                        "count", TextNamespaces.TEXT, TypeInfo.of(Long.class))),
                "count",
                "none",
                "TEXT");
        assertIncompatible(
                () ->
                        restored.valueTable(
                                new TableSpec<>(
                                        "count", NamespaceType.NONE, TypeInfo.of(String.class))),
                "count",
                "java.lang.Long",
                "java.lang.String");
        assertIncompatible(
                () -> restored.mapTable(MAPS, Integer.class),
                "maps",
                "java.lang.String",
                "java.lang.Integer");
        assertIncompatible(() -> restored.timers("t", TextNamespaces.TEXT), "t", "LONG", "TEXT");
        assertIncompatible(
                () -> {
                    key(restored, 1L);
                    restored.valueTable(COUNT).get(NONE);
                },
                "java.lang.String",
                "java.lang.Long");
    }

    @Test
    void anotherMaxParallelismIsRefused() throws IOException {
        KeyedStateHandle own = harness().snapshot(harness().open());
        KeyedStateHandle other =
                new KeyedStateHandle(
                        own.backend(), own.keyGroups(), 64, own.files(), own.sharedRoles());

        assertIncompatible(() -> harness().open(other), "64", "128");
    }

    private static void assertIncompatible(ThrowingCallable call, String... parts) {
        assertFails(ErrorCode.STATE_INCOMPATIBLE, call, parts);
        assertThatThrownBy(call).hasMessageContaining("counter");
    }

    private static void assertFails(ErrorCode code, ThrowingCallable call, String... parts) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StreamException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContainingAll(parts);
    }
}
