/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.checkpointing.storage.CheckpointMetadata.OperatorEntry;
import io.sampo.checkpointing.storage.CheckpointMetadata.SubtaskEntry;
import io.sampo.checkpointing.testkit.Snapshots;
import io.sampo.core.element.CheckpointBarrier.Kind;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.id.OperatorId;
import io.sampo.core.io.FileStore;
import io.sampo.core.testkit.SimulatedFiles;
import io.sampo.state.keygroup.KeyGroupRange;
import io.sampo.state.snapshot.OperatorSnapshot;
import io.sampo.state.snapshot.SnapshotOutput;
import io.sampo.state.snapshot.SnapshotStore;
import io.sampo.state.snapshot.StateFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCheckpointStorageTest {
    private static final OperatorId COUNT = new OperatorId("count");
    private static final CheckpointRef CHECKPOINT = new CheckpointRef(7, 2, false);
    private static final CheckpointRef SAVEPOINT = new CheckpointRef(8, 2, true);

    @TempDir Path temp;
    private CheckpointPaths paths = new CheckpointPaths(Path.of("/unset"), "job");
    private CheckpointStorage storage = CheckpointStorage.none();

    @BeforeEach
    void onTheRealFileSystem() {
        paths = new CheckpointPaths(temp.resolve("root"), "job");
        storage = new FileCheckpointStorage(FileStore.local(), paths, "job");
    }

    @Test
    void readsBackWhatWasStored() throws IOException {
        SnapshotStore store = storage.snapshotStore(CHECKPOINT, COUNT, 0);
        Path sst = Files.writeString(temp.resolve("000012.sst"), "sorted");
        Path manifest = Files.writeString(temp.resolve("MANIFEST"), "list of files");
        StateFile data = Snapshots.store(store, "data", "some state");
        StateFile shared = store.putShared(sst);
        StateFile own = store.putPrivate(manifest, "manifest");
        Map<String, StateFile> files = Map.of("data", data, "sst", shared, "manifest", own);
        storage.writeMetadata(metadata(CHECKPOINT, files));

        StoredCheckpoint stored = storage.read(CHECKPOINT);

        assertThat(storage.findDamage(stored, true)).isEmpty();
        assertThat(stored.metadata())
                .usingRecursiveComparison()
                .isEqualTo(metadata(CHECKPOINT, files));
        assertThat(text(stored, data)).isEqualTo("some state");
        assertThat(text(stored, shared)).isEqualTo("sorted");
        assertThat(text(stored, own)).isEqualTo("list of files");
        assertThat(store.sharing()).isTrue();
    }

    @Test
    void handsOutCopiesOfWhatIsWrittenToAndNeverTheStoredFile() throws IOException {
        SnapshotStore store = storage.snapshotStore(CHECKPOINT, COUNT, 0);
        StateFile shared = store.putShared(Files.writeString(temp.resolve("1.sst"), "sorted"));
        StateFile own = Snapshots.store(store, "manifest", "list of files");
        storage.writeMetadata(metadata(CHECKPOINT, Map.of("m", own, "s", shared)));
        StoredCheckpoint stored = storage.read(CHECKPOINT);

        stored.files().fetch(own, temp.resolve("work/MANIFEST"));
        stored.files().fetch(shared, temp.resolve("work/1.sst"));
        Files.writeString(temp.resolve("work/MANIFEST"), "appended to by a database");

        assertThat(temp.resolve("work/1.sst")).hasContent("sorted");
        assertThat(storage.findDamage(stored, true)).isEmpty();
    }

    @Test
    void twoSubtasksAndTwoFilesOfOneRoleDoNotClash() {
        SnapshotStore one = storage.snapshotStore(CHECKPOINT, COUNT, 0);
        SnapshotStore other = storage.snapshotStore(CHECKPOINT, COUNT, 1);

        assertThat(
                        List.of(
                                Snapshots.store(one, "data", "a").path(),
                                Snapshots.store(one, "data", "b").path(),
                                Snapshots.store(other, "data", "c").path()))
                .doesNotHaveDuplicates();
    }

    @Test
    void aFileThatIsNotFinishedIsThrownAway() throws IOException {
        SnapshotStore store = storage.snapshotStore(CHECKPOINT, COUNT, 0);
        try (SnapshotOutput out = store.create("data")) {
            out.write(Snapshots.bytes("half"));
            assertThat(out.position()).isEqualTo(4);
        }

        try (var listing = Files.list(paths.directory(CHECKPOINT))) {
            assertThat(listing).isEmpty();
        }
    }

    @Test
    void aSavepointIsWholeInItselfAndCanBeMoved() throws IOException {
        SnapshotStore store = storage.snapshotStore(SAVEPOINT, COUNT, 0);
        assertThat(store.sharing()).isFalse();
        StateFile sst = store.putShared(Files.writeString(temp.resolve("1.sst"), "sorted"));
        storage.writeMetadata(metadata(SAVEPOINT, Map.of("sst", sst)).withoutSharing());
        assertThat(paths.shared()).doesNotExist();

        Path elsewhere = temp.resolve("backup");
        Files.move(paths.directory(SAVEPOINT), elsewhere);
        StoredCheckpoint stored = storage.readFrom(elsewhere);

        assertThat(storage.findDamage(stored, true)).isEmpty();
        assertThat(text(stored, sst)).isEqualTo("sorted");
    }

    @Test
    void aCheckpointOfAnotherJobIsReadButNotSharedWith() throws IOException {
        SnapshotStore store = storage.snapshotStore(CHECKPOINT, COUNT, 0);
        Map<String, StateFile> files =
                Map.of("sst", store.putShared(Files.writeString(temp.resolve("1.sst"), "sorted")));
        storage.writeMetadata(metadata(CHECKPOINT, files));
        CheckpointStorage other =
                new FileCheckpointStorage(
                        FileStore.local(), new CheckpointPaths(temp.resolve("root"), "new"), "new");

        StoredCheckpoint stored = other.readFrom(paths.directory(CHECKPOINT));

        assertThat(other.findDamage(stored, true)).isEmpty();
        assertThat(handles(stored).get(0).keyed().get(0).sharedRoles()).isEmpty();
        assertThatThrownBy(() -> other.readFrom(temp.resolve("nothing")))
                .hasMessageContaining("file=" + temp.resolve("nothing/metadata.json"));
    }

    private static List<OperatorSnapshot> handles(StoredCheckpoint stored) {
        return stored.metadata().operators().stream()
                .flatMap(entry -> entry.subtasks().stream())
                .map(SubtaskEntry::snapshot)
                .toList();
    }

    @Test
    void damageIsFoundAndTheFileNamed() throws IOException {
        SnapshotStore store = storage.snapshotStore(CHECKPOINT, COUNT, 0);
        StateFile missing = Snapshots.store(store, "a", "missing");
        StateFile cut = Snapshots.store(store, "b", "cut off");
        StateFile edited = Snapshots.store(store, "c", "edited");
        Snapshots.store(store, "d", "sound");
        storage.writeMetadata(metadata(CHECKPOINT, Map.of("a", missing, "b", cut, "c", edited)));
        Files.delete(paths.jobDirectory().resolve(missing.path()));
        Files.writeString(paths.jobDirectory().resolve(cut.path()), "cut");
        Files.writeString(paths.jobDirectory().resolve(edited.path()), "edItEd");
        StoredCheckpoint stored = storage.read(CHECKPOINT);

        assertThat(storage.findDamage(stored, false))
                .satisfiesExactly(
                        first -> assertThat(first).contains("missing: ").contains(missing.path()),
                        second ->
                                assertThat(second)
                                        .contains(cut.path())
                                        .contains("found=3 expected=7"));
        assertThat(storage.findDamage(stored, true))
                .hasSize(3)
                .anySatisfy(third -> assertThat(third).contains(edited.path()).contains("crc32c"));
        assertThatThrownBy(() -> text(stored, edited))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining(edited.path());
        assertThatThrownBy(() -> text(stored, missing)).hasMessageContaining("it is missing");
        assertThatThrownBy(() -> stored.files().fetch(edited, temp.resolve("target")))
                .isInstanceOf(StreamException.class);
        assertThat(temp.resolve("target")).doesNotExist();
    }

    @Test
    void metadataOfAnotherCheckpointOrJobIsDamage() throws IOException {
        storage.writeMetadata(metadata(CHECKPOINT, Map.of()));
        CheckpointRef copy = new CheckpointRef(9, 2, false);
        Files.createDirectories(paths.directory(copy));
        Files.copy(paths.metadata(CHECKPOINT), paths.metadata(copy));

        assertThatThrownBy(() -> storage.read(copy)).hasMessageContaining("checkpoint=chk-7-2");
        assertThatThrownBy(() -> storage.read(new CheckpointRef(10, 2, false)))
                .extracting(e -> ((StreamException) e).code())
                .isEqualTo(ErrorCode.CHECKPOINT_DAMAGED);
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsNamed() throws IOException {
        Files.createDirectories(paths.jobDirectory());
        Files.writeString(paths.directory(CHECKPOINT), "in the way");

        assertThatThrownBy(() -> storage.snapshotStore(CHECKPOINT, COUNT, 0).create("data"))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("path=" + paths.directory(CHECKPOINT));
        assertThatThrownBy(() -> storage.writeMetadata(metadata(CHECKPOINT, Map.of())))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("path=" + paths.directory(CHECKPOINT));
    }

    @Test
    void aFullDiskFailsTheCheckpointAndLeavesNoFile() {
        SimulatedFiles disk = new SimulatedFiles();
        CheckpointPaths simulated = new CheckpointPaths(Path.of("/c"), "job");
        CheckpointStorage onDisk = new FileCheckpointStorage(disk, simulated, "job");
        SnapshotStore store = onDisk.snapshotStore(CHECKPOINT, COUNT, 0);
        Snapshots.store(store, "data", "fits");

        assertThatThrownBy(
                        () -> {
                            try (SnapshotOutput out = store.create("data")) {
                                out.write(Snapshots.bytes("too much"));
                                disk.breakAfter(0, ErrorCode.RESOURCE_EXHAUSTED);
                                try {
                                    out.finish();
                                } finally {
                                    disk.mend();
                                }
                            }
                        })
                .extracting(e -> ((StreamException) e).code())
                .isEqualTo(ErrorCode.RESOURCE_EXHAUSTED);
        assertThat(disk.files(Path.of("/c"))).containsExactly("job/chk-7-2/count-0-data-1");
    }

    @Test
    void discardDeletesTheDirectoryAndNothingElse() throws IOException {
        storage.writeMetadata(metadata(CHECKPOINT, Map.of()));
        storage.writeMetadata(metadata(SAVEPOINT, Map.of()));

        storage.discard(CHECKPOINT);
        storage.discard(CHECKPOINT);

        assertThat(paths.directory(CHECKPOINT)).doesNotExist();
        assertThat(paths.metadata(SAVEPOINT)).exists();
    }

    @Test
    void onlySharedFilesCanBeDeletedAsSuch() throws IOException {
        SnapshotStore store = storage.snapshotStore(CHECKPOINT, COUNT, 0);
        StateFile shared = store.putShared(Files.writeString(temp.resolve("1.sst"), "sorted"));

        storage.deleteShared(List.of(shared.path()));
        assertThat(paths.jobDirectory().resolve(shared.path())).doesNotExist();
        assertThatThrownBy(() -> storage.deleteShared(List.of("shared/../LATEST")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void cleaningUpLeavesWhatTheRecordNamesAndWhatIsTheUsers() throws IOException {
        Path sst = Files.writeString(temp.resolve("1.sst"), "sorted");
        StateFile kept = storage.snapshotStore(CHECKPOINT, COUNT, 0).putShared(sst);
        storage.writeMetadata(metadata(CHECKPOINT, Map.of("sst", kept)));
        storage.writeMetadata(metadata(SAVEPOINT, Map.of()));
        CheckpointRef newer = new CheckpointRef(9, 2, false);
        StateFile orphan = storage.snapshotStore(newer, COUNT, 0).putShared(sst);
        storage.writeMetadata(metadata(newer, Map.of("sst", orphan, "old", kept)));
        CheckpointRef half = new CheckpointRef(10, 2, true);
        Snapshots.store(storage.snapshotStore(half, COUNT, 0), "data", "half a savepoint");
        CheckpointRef current = new CheckpointRef(101, 3, false);
        StateFile fresh = storage.snapshotStore(current, COUNT, 0).putShared(sst);
        Snapshots.store(storage.snapshotStore(current, COUNT, 0), "data", "of this attempt");
        Files.writeString(paths.jobDirectory().resolve("notes.txt"), "the user's");
        CompletedCheckpoint entry = new CompletedCheckpoint(CHECKPOINT, 0, true);
        RecordContent record =
                new RecordContent(
                        "job", 5, 3, 201, RecordContent.Ending.NONE, 1, null, List.of(entry));

        List<Path> deleted = storage.cleanUp(record);

        assertThat(deleted)
                .containsExactlyInAnyOrder(
                        paths.directory(newer),
                        paths.directory(half),
                        paths.jobDirectory().resolve(orphan.path()));
        assertThat(deleted).allSatisfy(path -> assertThat(path).doesNotExist());
        assertThat(storage.findDamage(storage.read(CHECKPOINT), true)).isEmpty();
        assertThat(paths.metadata(SAVEPOINT)).exists();
        assertThat(paths.jobDirectory().resolve(fresh.path())).exists();
        assertThat(paths.jobDirectory().resolve("notes.txt")).exists();
    }

    @Test
    void cleaningUpSparesSharedFilesWhileAKeptCheckpointCannotBeRead() throws IOException {
        Path sst = Files.writeString(temp.resolve("1.sst"), "sorted");
        StateFile kept = storage.snapshotStore(CHECKPOINT, COUNT, 0).putShared(sst);
        storage.writeMetadata(metadata(CHECKPOINT, Map.of("sst", kept)));
        Files.writeString(paths.metadata(CHECKPOINT), "torn");
        CompletedCheckpoint entry = new CompletedCheckpoint(CHECKPOINT, 0, true);
        RecordContent record =
                new RecordContent(
                        "job", 5, 3, 201, RecordContent.Ending.NONE, 1, null, List.of(entry));

        assertThat(storage.cleanUp(record)).isEmpty();
        assertThat(paths.jobDirectory().resolve(kept.path())).exists();
        assertThat(storage.sharedFiles(record.completed()).isReferenced(kept.path())).isFalse();
    }

    @Test
    void withoutStorageStateIsMeasuredAndDropped() throws IOException {
        CheckpointStorage none = CheckpointStorage.none();
        StateFile file = Snapshots.store(none.snapshotStore(CHECKPOINT, COUNT, 0), "data", "state");

        assertThat(file.length()).isEqualTo(5);
        assertThat(none.durable()).isFalse();
        assertThatThrownBy(() -> none.read(CHECKPOINT))
                .hasMessageContaining("sampo.checkpoint.dir");
    }

    private static CheckpointMetadata metadata(CheckpointRef ref, Map<String, StateFile> files) {
        OperatorSnapshot snapshot =
                files.isEmpty()
                        ? OperatorSnapshot.EMPTY
                        : Snapshots.keyed(new KeyGroupRange(0, 127), 128, files);
        return new CheckpointMetadata(
                "job",
                ref.id(),
                ref.attempt(),
                ref.savepoint() ? Kind.SAVEPOINT : Kind.CHECKPOINT,
                1_760_000_000_000L,
                false,
                List.of(
                        new OperatorEntry(
                                COUNT, 1, 128, List.of(new SubtaskEntry(snapshot, false)))),
                Map.of());
    }

    private static String text(StoredCheckpoint stored, StateFile file) throws IOException {
        try (InputStream in = stored.files().open(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
