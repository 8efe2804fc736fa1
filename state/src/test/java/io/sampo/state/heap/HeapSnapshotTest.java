/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.heap;

import static io.sampo.state.testkit.BackendHarness.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.BinaryOutput;
import io.sampo.core.type.TypeInfo;
import io.sampo.state.backend.KeyedSnapshotContract;
import io.sampo.state.backend.KeyedStateBackend;
import io.sampo.state.backend.MapTable;
import io.sampo.state.backend.NamespaceType;
import io.sampo.state.backend.NoNamespace;
import io.sampo.state.backend.SnapshotRun;
import io.sampo.state.backend.StateBackend;
import io.sampo.state.backend.StateContents;
import io.sampo.state.backend.StateModel;
import io.sampo.state.backend.TableSpec;
import io.sampo.state.backend.ValueTable;
import io.sampo.state.snapshot.KeyedStateHandle;
import io.sampo.state.snapshot.SnapshotOutput;
import io.sampo.state.snapshot.StateFile;
import io.sampo.state.testkit.BackendHarness;
import io.sampo.state.testkit.Tally;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the contract of all backends, and what is special about copies on write. */
class HeapSnapshotTest extends KeyedSnapshotContract {
    private static final NoNamespace NONE = NoNamespace.INSTANCE;
    private static final TableSpec<NoNamespace, Tally> TALLY =
            new TableSpec<>("tally", NamespaceType.NONE, TypeInfo.of(Tally.class));

    @Override
    protected StateBackend create() {
        return new HeapStateBackend();
    }

    /** The subtask does a step before each value that the snapshots write: any interleaving. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void changesBetweenAnyTwoValuesWritten(long seed) throws IOException {
        Random random = new Random(seed);
        String about = "seed=" + seed;
        KeyedStateBackend<Object> backend = harness().open();
        StateModel model = new StateModel(backend, i -> "key-" + i, 60, random, about);
        model.change(2_000);
        for (int round = 0; round < 6; round++) {
            List<StateContents> marked = new ArrayList<>();
            List<KeyedStateHandle> written = new ArrayList<>();
            boolean[] nested = {random.nextBoolean()};
            harness()
                    .serialization
                    .beforeWrite(
                            () -> {
                                model.change(random.nextInt(4));
                                if (nested[0] && random.nextInt(100) == 0) {
                                    nested[0] = false;
                                    write(backend, model, marked, written);
                                }
                            });
            write(backend, model, marked, written);
            harness().serialization.beforeWrite(() -> {});
            // the inner one ended first, though it was marked later
            for (int i = 0; i < written.size(); i++) {
                model.verifyRestored(
                        List.of(harness().open(written.get(i))), marked.get(marked.size() - 1 - i));
            }
        }
        model.verify();
    }

    private void write(
            KeyedStateBackend<Object> backend,
            StateModel model,
            List<StateContents> marked,
            List<KeyedStateHandle> written) {
        marked.add(model.mark());
        try {
            written.add(harness().snapshot(backend));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void twoMarkedSnapshotsInAnyOrder(long seed) throws IOException {
        Random random = new Random(seed);
        KeyedStateBackend<Object> backend = harness().open();
        StateModel model = new StateModel(backend, i -> (long) i, 30, random, "seed=" + seed);
        for (int round = 0; round < 10; round++) {
            model.change(300);
            StateContents firstMark = model.mark();
            SnapshotRun first = start(backend);
            model.change(random.nextInt(300));
            StateContents secondMark = model.mark();
            SnapshotRun second = start(backend);
            model.change(random.nextInt(300));
            boolean inOrder = random.nextBoolean();
            KeyedStateHandle one = (inOrder ? first : second).run();
            model.change(random.nextInt(300));
            KeyedStateHandle other = (inOrder ? second : first).run();
            model.verifyRestored(List.of(harness().open(inOrder ? one : other)), firstMark);
            model.verifyRestored(List.of(harness().open(inOrder ? other : one)), secondMark);
        }
        model.verify();
    }

    @Test
    void aThirdOpenSnapshotIsDeclined() throws IOException {
        KeyedStateBackend<Object> backend = harness().open();
        ValueTable<NoNamespace, Tally> table = backend.valueTable(TALLY);
        key(backend, "a");
        table.put(NONE, new Tally(1, "x"));
        SnapshotRun first = start(backend);
        table.put(NONE, new Tally(2, "x"));
        SnapshotRun second = start(backend);
        assertThatThrownBy(() -> start(backend))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.CHECKPOINT_FAILED))
                .hasMessageContaining("open=2");
        table.put(NONE, new Tally(3, "x"));
        assertThat(restoredTally(first.run(), "a")).isEqualTo(new Tally(1, "x"));
        assertThat(restoredTally(second.run(), "a")).isEqualTo(new Tally(2, "x"));
        assertThat(restoredTally(start(backend).run(), "a")).isEqualTo(new Tally(3, "x"));
    }

    private @Nullable Tally restoredTally(KeyedStateHandle handle, Object key) {
        KeyedStateBackend<Object> restored = harness().open(handle);
        key(restored, key);
        return restored.valueTable(TALLY).get(NONE);
    }

    @Test
    void pagesThatSplitWhileASnapshotIsOpenKeepItsValues() throws IOException {
        BackendHarness single = new BackendHarness(create(), Path.of("unused"), 1);
        KeyedStateBackend<Object> backend = single.open();
        ValueTable<NoNamespace, Tally> table = backend.valueTable(TALLY);
        int before = 2_000;
        for (long i = 0; i < before; i++) {
            key(backend, i);
            table.put(NONE, new Tally(i, "x"));
        }
        SnapshotRun run = backend.snapshot(1, single.snapshots.store(1));
        for (long i = before; i < 20_000; i++) {
            key(backend, i);
            table.put(NONE, new Tally(i, "x"));
        }
        for (long i = 0; i < 20_000; i++) {
            key(backend, i);
            Tally tally = Objects.requireNonNull(table.get(NONE));
            tally.count = -1;
            table.put(NONE, tally);
        }
        assertThat(single.serialization.copies()).isEqualTo(before);
        KeyedStateBackend<Object> restored = single.open(run.run());
        ValueTable<NoNamespace, Tally> restoredTable = restored.valueTable(TALLY);
        for (long i = 0; i < 20_000; i++) {
            key(restored, i);
            Tally expected = i < before ? new Tally(i, "x") : null;
            assertThat(restoredTable.get(NONE)).isEqualTo(expected);
        }
    }

    @Test
    void aValueIsCopiedOnceAndOnlyWhileASnapshotNeedsIt() throws IOException {
        KeyedStateBackend<Object> backend = harness().open();
        ValueTable<NoNamespace, Tally> table = backend.valueTable(TALLY);
        MapTable<NoNamespace, String, Tally> map =
                backend.mapTable(
                        new TableSpec<>("map", NamespaceType.NONE, TypeInfo.of(Tally.class)),
                        String.class);
        for (long i = 0; i < 100; i++) {
            key(backend, i);
            table.put(NONE, new Tally(i, "x"));
            map.put(NONE, "u", new Tally(i, "y"));
        }
        assertThat(copiesOfReading(backend, table, map)).isZero();
        SnapshotRun run = start(backend);
        assertThat(copiesOfReading(backend, table, map)).isEqualTo(200);
        assertThat(copiesOfReading(backend, table, map)).isZero();
        key(backend, 7L);
        table.put(NONE, new Tally(8, "z"));
        assertThat(copiesOfReading(backend, table, map)).isZero();
        SnapshotRun second = start(backend);
        assertThat(copiesOfReading(backend, table, map)).isEqualTo(200);
        run.run();
        assertThat(copiesOfReading(backend, table, map)).isZero();
        second.cancel();
        start(backend).cancel();
        assertThat(copiesOfReading(backend, table, map)).isZero();
        start(backend).run();
        assertThat(copiesOfReading(backend, table, map)).isZero();
    }

    private int copiesOfReading(
            KeyedStateBackend<Object> backend,
            ValueTable<NoNamespace, Tally> table,
            MapTable<NoNamespace, String, Tally> map) {
        int before = harness().serialization.copies();
        for (long i = 0; i < 100; i++) {
            key(backend, i);
            assertThat(table.get(NONE)).isSameAs(table.get(NONE));
            assertThat(map.entries(NONE).next().getValue()).isSameAs(map.get(NONE, "u"));
        }
        return harness().serialization.copies() - before;
    }

    @Test
    void whatIsSavedAlreadyIsNotCopied() throws IOException {
        KeyedStateBackend<Object> backend = harness().open();
        ValueTable<NoNamespace, Tally> table = backend.valueTable(TALLY);
        for (long i = 0; i < 1_000; i++) {
            key(backend, i);
            table.put(NONE, new Tally(i, "x"));
        }
        int[] written = {0};
        int[] copies = {0};
        harness()
                .serialization
                .beforeWrite(
                        () -> {
                            written[0]++;
                            if (written[0] == 900) {
                                int before = harness().serialization.copies();
                                for (long i = 0; i < 1_000; i++) {
                                    key(backend, i);
                                    table.get(NONE);
                                }
                                copies[0] = harness().serialization.copies() - before;
                            }
                        });
        harness().snapshot(backend);
        assertThat(copies[0]).isBetween(101, 150);
    }

    @Test
    void cancellingStopsARunningSnapshot() {
        KeyedStateBackend<Object> backend = harness().open();
        for (long i = 0; i < 1_000; i++) {
            key(backend, i);
            backend.valueTable(TALLY).put(NONE, new Tally(i, "x"));
        }
        SnapshotRun run = start(backend);
        int[] written = {0};
        harness()
                .serialization
                .beforeWrite(
                        () -> {
                            written[0]++;
                            if (written[0] == 500) {
                                run.cancel();
                            }
                        });
        assertThatThrownBy(run::run).isInstanceOf(CancellationException.class);
        assertThat(written[0]).isEqualTo(500);
        assertThat(harness().snapshots.unfinished()).isZero();
        assertThat(harness().snapshots.paths()).isEmpty();
        key(backend, 1L);
        backend.valueTable(TALLY).get(NONE);
        assertThat(harness().serialization.copies()).isZero();
    }

    @Test
    void aRunIsForOnce() throws IOException {
        SnapshotRun run = start(harness().open());
        run.run();
        assertThatThrownBy(run::run).hasMessageContaining("run twice");
    }

    @Test
    void valuesThatCannotBeWrittenFailTheSnapshotOnly() throws IOException {
        KeyedStateBackend<Object> backend = harness().open();
        ValueTable<NoNamespace, Object> table =
                backend.valueTable(new TableSpec<>("any", NamespaceType.NONE, TypeInfo.unknown()));
        key(backend, "a");
        table.put(NONE, List.of());
        assertThatThrownBy(() -> harness().snapshot(backend))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_SERIALIZABLE))
                .hasMessageContainingAll("'any'", "'counter'");
        assertThat(harness().snapshots.unfinished()).isZero();
        table.put(NONE, 1L);
        KeyedStateBackend<Object> restored = harness().open(harness().snapshot(backend));
        key(restored, "a");
        assertThat(
                        restored.valueTable(
                                        new TableSpec<>(
                                                "any", NamespaceType.NONE, TypeInfo.of(Long.class)))
                                .get(NONE))
                .isEqualTo(1L);
    }

    @Test
    void aLaterFormatIsRefused() throws IOException {
        BinaryOutput file = new BinaryOutput();
        file.writeInt(SnapshotFormat.MAGIC);
        file.writeShort(SnapshotFormat.VERSION + 1);
        assertRefused(file, ErrorCode.STATE_INCOMPATIBLE, "formatVersion", "stored=2");
        file.clear();
        file.writeInt(4711);
        assertRefused(file, ErrorCode.CHECKPOINT_DAMAGED, "does not begin as a heap snapshot");
        file.clear();
        file.writeInt(SnapshotFormat.MAGIC);
        file.writeShort(SnapshotFormat.VERSION);
        file.writeInt(1 << 30);
        assertRefused(file, ErrorCode.CHECKPOINT_DAMAGED, "part of 1073741824 bytes");
        file.clear();
        assertRefused(file, ErrorCode.CHECKPOINT_DAMAGED, "ends early");
    }

    private void assertRefused(BinaryOutput content, ErrorCode code, String... parts)
            throws IOException {
        StateFile file;
        try (SnapshotOutput output = harness().snapshots.store(1).create("heap")) {
            output.write(content.array(), 0, content.length());
            file = output.finish();
        }
        KeyedStateBackend<Object> empty = harness().open();
        KeyedStateHandle handle =
                new KeyedStateHandle(
                        "heap", empty.keyGroups(), 128, Map.of("heap", file), List.of());
        assertThatThrownBy(() -> harness().open(handle))
                .isInstanceOfSatisfying(
                        StreamException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContainingAll(parts);
    }

    @Test
    void aMissingKeyClassIsNamed() throws IOException {
        KeyedStateBackend<Object> backend = harness().open();
        key(backend, "a");
        backend.valueTable(TALLY).put(NONE, new Tally(1, "x"));
        KeyedStateHandle handle = harness().snapshot(backend);
        KeyedStateHandle other = patched(handle, "java.lang.String", "gone.long.String");
        assertThatThrownBy(() -> harness().open(other))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.STATE_INCOMPATIBLE))
                .hasMessageContainingAll("counter", "gone.long.String");
    }

    /** Stands for two versions of one class. */
    record OldPlace(String town, int street) {}

    record NewPlace(int street, String town) {}

    @Test
    void aChangedKeyClassIsRefused() throws IOException {
        KeyedStateBackend<Object> backend = harness().open();
        key(backend, new OldPlace("Oulu", 1));
        backend.valueTable(TALLY).put(NONE, new Tally(1, "x"));
        KeyedStateHandle handle = harness().snapshot(backend);
        assertThat(restoredTally(handle, new OldPlace("Oulu", 1))).isEqualTo(new Tally(1, "x"));
        assertThatThrownBy(() -> harness().open(patched(handle, "$OldPlace(", "$NewPlace(")))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.STATE_INCOMPATIBLE))
                .hasMessageContainingAll(
                        "counter",
                        "NewPlace(town java.lang.String, street int)",
                        "NewPlace(street int, town java.lang.String)");
    }

    private KeyedStateHandle patched(KeyedStateHandle handle, String from, String to)
            throws IOException {
        byte[] content =
                harness().snapshots.content(Objects.requireNonNull(handle.files().get("heap")));
        String text = new String(content, StandardCharsets.ISO_8859_1).replace(from, to);
        try (SnapshotOutput output = harness().snapshots.store(9).create("heap")) {
            output.write(text.getBytes(StandardCharsets.ISO_8859_1));
            return new KeyedStateHandle(
                    "heap", handle.keyGroups(), 128, Map.of("heap", output.finish()), List.of());
        }
    }

    private SnapshotRun start(KeyedStateBackend<Object> backend) {
        long id = harness().nextCheckpoint();
        return backend.snapshot(id, harness().snapshots.store(id));
    }
}
