/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.checkpointing.storage.CheckpointPaths;
import io.sampo.checkpointing.storage.CheckpointRef;
import io.sampo.checkpointing.storage.FileCheckpointStorage;
import io.sampo.checkpointing.storage.FileSnapshotFiles;
import io.sampo.checkpointing.testkit.Snapshots;
import io.sampo.core.error.StreamException;
import io.sampo.core.id.OperatorId;
import io.sampo.core.id.SubtaskId;
import io.sampo.core.io.FileStore;
import io.sampo.state.snapshot.SnapshotFiles;
import io.sampo.state.snapshot.SnapshotOutput;
import io.sampo.state.snapshot.SnapshotStore;
import io.sampo.state.snapshot.StateFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalCopiesTest {
    private static final OperatorId COUNT = new OperatorId("count");
    private static final SubtaskId SUBTASK = new SubtaskId(new OperatorId("head"), 1);
    private static final FileStore FILES = FileStore.local();

    @TempDir private Path temp = Path.of("");
    private Path copies = Path.of("");
    private CheckpointPaths paths = new CheckpointPaths(Path.of("/unset"), "job");
    private FileCheckpointStorage storage = new FileCheckpointStorage(FILES, paths, "job");
    private int scratch;

    @BeforeEach
    void places() {
        copies = temp.resolve("copies");
        paths = new CheckpointPaths(temp.resolve("kept"), "job");
        storage = new FileCheckpointStorage(FILES, paths, "job");
    }

    private LocalCopies attempt() {
        return new LocalCopies(FILES, copies, temp.resolve("scratch-" + ++scratch), Runnable::run);
    }

    private SnapshotStore store(LocalCopies local, long id) {
        CheckpointRef ref = new CheckpointRef(id, 1, false);
        return local.beside(storage.snapshotStore(ref, COUNT, 1), SUBTASK, id);
    }

    private SnapshotFiles kept() {
        return new FileSnapshotFiles(FILES, paths.jobDirectory());
    }

    private Path sst(String name, String content) throws IOException {
        return Files.writeString(temp.resolve(name + ".sst"), content);
    }

    private Path keptFile(StateFile file) {
        return paths.jobDirectory().resolve(file.path());
    }

    private static String text(SnapshotFiles files, StateFile file) throws IOException {
        try (InputStream in = files.open(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void whatIsThereIsNotReadElsewhere() throws IOException {
        LocalCopies local = attempt();
        SnapshotStore store = store(local, 1);
        StateFile shared = store.putShared(sst("1", "sorted"));
        StateFile own = store.putPrivate(sst("m", "manifest"), "manifest");
        StateFile heap = Snapshots.store(store, "heap", "rows");
        for (StateFile each : List.of(shared, own, heap)) {
            Files.delete(keptFile(each));
        }

        SnapshotFiles files = attempt().before(kept());

        files.fetch(shared, temp.resolve("work/1.sst"));
        files.fetch(own, temp.resolve("work/MANIFEST"));
        assertThat(temp.resolve("work/1.sst")).hasContent("sorted");
        assertThat(temp.resolve("work/MANIFEST")).hasContent("manifest");
        assertThat(text(files, heap)).isEqualTo("rows");
        Files.writeString(temp.resolve("work/MANIFEST"), "a database appends to it");
        assertThat(text(files, own)).isEqualTo("manifest");
    }

    @Test
    void aCopyThatIsDamagedOrStaleIsNotUsedAndDeleted() throws IOException {
        SnapshotStore store = store(attempt(), 1);
        StateFile shared = store.putShared(sst("1", "sorted"));
        StateFile heap = Snapshots.store(store, "heap", "rows");
        // as long as before; links share their content with the file that is kept
        Files.delete(copies.resolve(shared.path()));
        Files.writeString(copies.resolve(shared.path()), "sorTed");
        Files.writeString(copies.resolve(heap.path()), "rows and more");
        SnapshotFiles files = attempt().before(kept());

        assertThat(text(files, heap)).isEqualTo("rows");
        assertThat(copies.resolve(heap.path())).doesNotExist();
        files.fetch(shared, temp.resolve("work.sst"));

        assertThat(temp.resolve("work.sst")).hasContent("sorted");
        assertThat(copies.resolve(shared.path()))
                .as("taken anew, for the checkpoints that refer to it")
                .hasContent("sorted");
    }

    @Test
    void whatIsDamagedWhereItIsKeptIsSaid() throws IOException {
        SnapshotStore store = store(attempt(), 1);
        StateFile heap = Snapshots.store(store, "heap", "rows");
        Files.delete(copies.resolve(heap.path()));
        Files.writeString(keptFile(heap), "r0ws");

        assertThatThrownBy(() -> text(attempt().before(kept()), heap))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining(heap.path());
    }

    @Test
    void aCopyThatCannotBeMadeIsNone() throws IOException {
        Files.writeString(copies, "in the way");
        SnapshotStore store = store(attempt(), 1);

        StateFile shared = store.putShared(sst("1", "sorted"));
        StateFile heap = Snapshots.store(store, "heap", "rows");

        assertThat(text(kept(), shared)).isEqualTo("sorted");
        assertThat(text(kept(), heap)).isEqualTo("rows");
    }

    @Test
    void whatIsNotFinishedLeavesNothing() throws IOException {
        LocalCopies local = attempt();
        try (SnapshotOutput out = store(local, 1).create("heap")) {
            out.write(Snapshots.bytes("half"));
        }

        assertThat(FILES.list(copies)).isEmpty();
        assertThat(FILES.list(temp.resolve("scratch-" + scratch))).isEmpty();
    }

    @Test
    void savepointsAreNotCopiedAndChangeNothing() throws IOException {
        LocalCopies local = attempt();
        SnapshotStore savepoint = storage.snapshotStore(new CheckpointRef(2, 1, true), COUNT, 1);

        StateFile shared = store(local, 1).putShared(sst("1", "sorted"));
        local.stored(SUBTASK, 1, List.of(shared));
        local.completed(SUBTASK, 1);
        assertThat(local.beside(savepoint, SUBTASK, 2)).isSameAs(savepoint);
        local.stored(SUBTASK, 2, List.of(Snapshots.store(savepoint, "heap", "rows")));
        local.completed(SUBTASK, 2);

        assertThat(copies.resolve(shared.path()))
                .as("what a failed job goes on from is the checkpoint")
                .exists();
    }

    @Test
    void anAttemptKeepsWhatItIsRestoredFrom() throws IOException {
        LocalCopies first = attempt();
        StateFile shared = store(first, 1).putShared(sst("1", "sorted"));
        StateFile late = store(first, 2).putShared(sst("2", "never complete"));

        LocalCopies second = attempt();
        second.begin(Map.of(SUBTASK, List.of(shared)));

        assertThat(copies.resolve(shared.path())).exists();
        assertThat(copies.resolve(late.path())).doesNotExist();
        // the next checkpoint needs it no more
        StateFile other = store(second, 3).putShared(sst("3", "merged"));
        second.stored(SUBTASK, 3, List.of(other));
        second.completed(SUBTASK, 3);
        assertThat(copies.resolve(shared.path())).doesNotExist();
        assertThat(copies.resolve(other.path())).exists();
    }

    /** Whatever completes or not: what the last complete and all later ones consist of is there. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void copiesOfNeededFilesAreThereAndOfOthersNot(long seed) throws IOException {
        Random random = new Random(seed);
        LocalCopies local = attempt();
        local.begin(Map.of());
        Set<StateFile> current = new HashSet<>();
        Map<Long, Set<StateFile>> pending = new HashMap<>();
        for (long id = 1; id <= 60; id++) {
            Set<StateFile> parts = new HashSet<>(current);
            parts.removeIf(old -> random.nextInt(4) == 0);
            SnapshotStore store = store(local, id);
            for (int i = random.nextInt(3); i >= 0; i--) {
                parts.add(store.putShared(sst(id + "-" + i, "file " + id + " " + i)));
            }
            parts.add(Snapshots.store(store, "catalog", "catalog " + id));
            boolean stored = random.nextInt(5) > 0;
            if (stored) {
                local.stored(SUBTASK, id, parts);
            }
            if (!stored || random.nextInt(3) == 0) {
                local.aborted(SUBTASK, id);
            } else if (random.nextInt(4) == 0) {
                // neither is told until a later one is complete
                pending.put(id, parts);
            } else {
                local.completed(SUBTASK, id);
                current = parts;
                pending.clear();
            }
            Set<StateFile> needed = new HashSet<>(current);
            pending.values().forEach(needed::addAll);
            assertThat(there()).as("seed=%d checkpoint=%d", seed, id).isEqualTo(paths(needed));
        }
    }

    private static Set<String> paths(Set<StateFile> files) {
        Set<String> paths = new HashSet<>();
        files.forEach(file -> paths.add(file.path()));
        return paths;
    }

    private Set<String> there() {
        List<Path> found = new ArrayList<>();
        FILES.list(copies).forEach(below -> found.addAll(FILES.list(below)));
        Set<String> names = new HashSet<>();
        found.forEach(file -> names.add(copies.relativize(file).toString()));
        return names;
    }
}
