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
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every place for checkpoints does. */
abstract class CheckpointStorageContract {
    static final OperatorId COUNT = new OperatorId("count");
    static final CheckpointRef CHECKPOINT = new CheckpointRef(7, 2, false);
    private static final CheckpointRef SAVEPOINT = new CheckpointRef(8, 2, true);

    @TempDir Path temp;
    FileStore files = FileStore.local();
    CheckpointPaths paths = new CheckpointPaths(Path.of("/unset"), "job");
    CheckpointStorage storage = CheckpointStorage.none();

    /** Returns where checkpoints are to be; nothing is there yet. */
    abstract Path root();

    /** Returns what reaches that, and the files of this machine. */
    abstract FileStore files();

    @BeforeEach
    void open() {
        files = files();
        paths = new CheckpointPaths(root(), "job");
        storage = new FileCheckpointStorage(files, paths, "job");
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

        assertThat(files.list(paths.directory(CHECKPOINT))).isEmpty();
    }

    @Test
    void aSavepointIsWholeInItselfAndCanBeMoved() throws IOException {
        SnapshotStore store = storage.snapshotStore(SAVEPOINT, COUNT, 0);
        assertThat(store.sharing()).isFalse();
        StateFile sst = store.putShared(Files.writeString(temp.resolve("1.sst"), "sorted"));
        storage.writeMetadata(metadata(SAVEPOINT, Map.of("sst", sst)).withoutSharing());
        assertThat(files.list(paths.shared())).isEmpty();

        Path elsewhere = root().resolve("backup");
        files.createDirectories(elsewhere);
        for (Path file : files.list(paths.directory(SAVEPOINT))) {
            files.move(file, elsewhere.resolve(file.getFileName().toString()));
        }
        StoredCheckpoint stored = storage.readFrom(elsewhere);

        assertThat(storage.findDamage(stored, true)).isEmpty();
        assertThat(text(stored, sst)).isEqualTo("sorted");
    }

    @Test
    void aCheckpointOfAnotherJobIsReadButNotSharedWith() throws IOException {
        SnapshotStore store = storage.snapshotStore(CHECKPOINT, COUNT, 0);
        Map<String, StateFile> shared =
                Map.of("sst", store.putShared(Files.writeString(temp.resolve("1.sst"), "sorted")));
        storage.writeMetadata(metadata(CHECKPOINT, shared));
        CheckpointStorage other =
                new FileCheckpointStorage(files, new CheckpointPaths(root(), "new"), "new");

        StoredCheckpoint stored = other.readFrom(paths.directory(CHECKPOINT));

        assertThat(other.findDamage(stored, true)).isEmpty();
        assertThat(handles(stored).get(0).keyed().get(0).sharedRoles()).isEmpty();
        assertThatThrownBy(() -> other.readFrom(root().resolve("nothing")))
                .hasMessageContaining("file=" + root().resolve("nothing/metadata.json"));
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
        files.delete(paths.jobDirectory().resolve(missing.path()));
        overwrite(paths.jobDirectory().resolve(cut.path()), "cut");
        overwrite(paths.jobDirectory().resolve(edited.path()), "edItEd");
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
        files.copy(paths.metadata(CHECKPOINT), paths.metadata(copy));

        assertThatThrownBy(() -> storage.read(copy)).hasMessageContaining("checkpoint=chk-7-2");
        assertThatThrownBy(() -> storage.read(new CheckpointRef(10, 2, false)))
                .extracting(e -> ((StreamException) e).code())
                .isEqualTo(ErrorCode.CHECKPOINT_DAMAGED);
    }

    @Test
    void discardDeletesTheDirectoryAndNothingElse() throws IOException {
        storage.writeMetadata(metadata(CHECKPOINT, Map.of()));
        storage.writeMetadata(metadata(SAVEPOINT, Map.of()));

        storage.discard(CHECKPOINT);
        storage.discard(CHECKPOINT);

        assertThat(files.exists(paths.directory(CHECKPOINT))).isFalse();
        assertThat(files.exists(paths.metadata(SAVEPOINT))).isTrue();
    }

    @Test
    void onlySharedFilesCanBeDeletedAsSuch() throws IOException {
        SnapshotStore store = storage.snapshotStore(CHECKPOINT, COUNT, 0);
        StateFile shared = store.putShared(Files.writeString(temp.resolve("1.sst"), "sorted"));

        storage.deleteShared(List.of(shared.path()));
        assertThat(files.exists(paths.jobDirectory().resolve(shared.path()))).isFalse();
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
        overwrite(paths.jobDirectory().resolve("notes.txt"), "the user's");
        CompletedCheckpoint entry = new CompletedCheckpoint(CHECKPOINT, 0, true);
        RecordContent record =
                new RecordContent(
                        "job", 5, 3, 201, RecordContent.Ending.NONE, 1, null, null, List.of(entry));

        List<Path> deleted = storage.cleanUp(record);

        assertThat(deleted)
                .containsExactlyInAnyOrder(
                        paths.directory(newer),
                        paths.directory(half),
                        paths.jobDirectory().resolve(orphan.path()));
        assertThat(deleted).noneMatch(files::exists);
        assertThat(storage.findDamage(storage.read(CHECKPOINT), true)).isEmpty();
        assertThat(files.exists(paths.metadata(SAVEPOINT))).isTrue();
        assertThat(files.exists(paths.jobDirectory().resolve(fresh.path()))).isTrue();
        assertThat(files.exists(paths.jobDirectory().resolve("notes.txt"))).isTrue();
    }

    @Test
    void cleaningUpSparesSharedFilesWhileAKeptCheckpointCannotBeRead() throws IOException {
        Path sst = Files.writeString(temp.resolve("1.sst"), "sorted");
        StateFile kept = storage.snapshotStore(CHECKPOINT, COUNT, 0).putShared(sst);
        storage.writeMetadata(metadata(CHECKPOINT, Map.of("sst", kept)));
        overwrite(paths.metadata(CHECKPOINT), "torn");
        CompletedCheckpoint entry = new CompletedCheckpoint(CHECKPOINT, 0, true);
        RecordContent record =
                new RecordContent(
                        "job", 5, 3, 201, RecordContent.Ending.NONE, 1, null, null, List.of(entry));

        assertThat(storage.cleanUp(record)).isEmpty();
        assertThat(files.exists(paths.jobDirectory().resolve(kept.path()))).isTrue();
        assertThat(
                        storage.sharedFiles(record.completed(), Optional.empty())
                                .isReferenced(kept.path()))
                .isFalse();
    }

    @Test
    void whatWasReadOfAKeptCheckpointIsNotReadAgain() throws IOException {
        Path sst = Files.writeString(temp.resolve("1.sst"), "sorted");
        CheckpointRef older = new CheckpointRef(CHECKPOINT.id() - 1, CHECKPOINT.attempt(), false);
        StateFile ofOlder = storage.snapshotStore(older, COUNT, 0).putShared(sst);
        StateFile ofLast = storage.snapshotStore(CHECKPOINT, COUNT, 0).putShared(sst);
        storage.writeMetadata(metadata(older, Map.of("sst", ofOlder)));
        storage.writeMetadata(metadata(CHECKPOINT, Map.of("sst", ofLast)));
        CheckpointMetadata known = storage.read(CHECKPOINT).metadata();
        overwrite(paths.metadata(CHECKPOINT), "torn since");

        SharedFiles shared =
                storage.sharedFiles(
                        List.of(
                                new CompletedCheckpoint(older, 0, true),
                                new CompletedCheckpoint(CHECKPOINT, 0, true)),
                        Optional.of(known));

        assertThat(shared.isReferenced(ofOlder.path())).isTrue();
        assertThat(shared.isReferenced(ofLast.path())).isTrue();
    }

    static CheckpointMetadata metadata(CheckpointRef ref, Map<String, StateFile> files) {
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

    private void overwrite(Path file, String content) {
        files.writeAtomically(file, Snapshots.bytes(content));
    }
}
