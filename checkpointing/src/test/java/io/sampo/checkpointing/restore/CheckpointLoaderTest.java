/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.checkpointing.storage.CheckpointMetadata;
import io.sampo.checkpointing.storage.CheckpointMetadata.OperatorEntry;
import io.sampo.checkpointing.storage.CheckpointMetadata.SubtaskEntry;
import io.sampo.checkpointing.storage.CheckpointPaths;
import io.sampo.checkpointing.storage.CheckpointRef;
import io.sampo.checkpointing.storage.CompletedCheckpoint;
import io.sampo.checkpointing.storage.FileCheckpointStorage;
import io.sampo.checkpointing.storage.RecordContent;
import io.sampo.checkpointing.testkit.Snapshots;
import io.sampo.core.element.CheckpointBarrier.Kind;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.id.OperatorId;
import io.sampo.core.testkit.SimulatedFiles;
import io.sampo.state.keygroup.KeyGroupRange;
import io.sampo.state.snapshot.StateFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CheckpointLoaderTest {
    private static final OperatorId COUNT = new OperatorId("count");
    private static final Path JOB = Path.of("/c/job");

    private final SimulatedFiles files = new SimulatedFiles();
    private final FileCheckpointStorage storage =
            new FileCheckpointStorage(files, new CheckpointPaths(Path.of("/c"), "job"), "job");
    private final CheckpointLoader loader = new CheckpointLoader(storage);
    private final List<CompletedCheckpoint> completed = new ArrayList<>();

    @Test
    void startsEmptyWithoutCheckpoints() {
        assertThat(loader.load(record(), RestoreRequest.normal(true)))
                .isEqualTo(RestorePoint.EMPTY);
    }

    @Test
    void takesTheNewest() {
        complete(1, true);
        complete(2, true);

        assertThat(loaded(RestoreRequest.normal(true))).isEqualTo(2);
    }

    @Test
    void ignoresWhatTheRecordDoesNotName() {
        complete(1, true);
        store(2);

        assertThat(loaded(RestoreRequest.normal(true))).isEqualTo(1);
    }

    @Test
    void goesBackBehindADamagedOneIfNoSinkCommits() {
        complete(1, true);
        complete(2, true);
        files.damage(JOB.resolve("chk-2-1/metadata.json"), 30);

        RestorePoint point = loader.load(record(), RestoreRequest.normal(false));

        assertThat(id(point)).isEqualTo(1);
        assertThat(point.damagedIds()).containsExactly(2L);
        assertThat(point.passedOver())
                .singleElement()
                .asString()
                .contains("chk-2-1: ")
                .contains("file=/c/job/chk-2-1/metadata.json");
    }

    @Test
    void goesBackBehindOneThatWasNotAnnounced() {
        complete(1, false);
        complete(2, false);
        files.delete(JOB.resolve("chk-2-1/count-0-data-1"));

        assertThat(loaded(RestoreRequest.normal(true))).isEqualTo(1);
    }

    @Test
    void refusesToGoBackBehindAnAnnouncedOne() {
        complete(1, true);
        complete(2, true);
        files.truncate(JOB.resolve("chk-2-1/count-0-data-1"), 2);

        assertThatThrownBy(() -> loader.load(record(), RestoreRequest.normal(true)))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("/c/job/chk-2-1/count-0-data-1 found=2 expected=7")
                .hasMessageContaining("checkpoint=2 and later")
                .hasMessageContaining("sampo.checkpoint.restore.accept-duplicates=true")
                .extracting(e -> ((StreamException) e).code())
                .isEqualTo(ErrorCode.CHECKPOINT_DAMAGED);
    }

    @Test
    void acceptsDuplicatesOnlyIfTold() {
        complete(1, true);
        complete(2, true);
        files.truncate(JOB.resolve("chk-2-1/count-0-data-1"), 2);

        assertThat(loaded(new RestoreRequest(true, true, Map.of(), false))).isEqualTo(1);
    }

    @Test
    void refusesToStartEmptyWhenAllAreDamaged() {
        complete(1, false);
        complete(2, false);
        files.delete(JOB.resolve("chk-1-1/metadata.json"));
        files.delete(JOB.resolve("chk-2-1/metadata.json"));

        assertThatThrownBy(
                        () ->
                                loader.load(
                                        record(), new RestoreRequest(false, true, Map.of(), false)))
                .hasMessageContaining("All checkpoints of the job are damaged")
                .hasMessageContaining("chk-1-1")
                .hasMessageContaining("chk-2-1");
    }

    @Test
    void doesNotTryAgainWhatFailedToRestore() {
        complete(1, true);
        complete(2, true);

        RestorePoint point =
                loader.load(
                        record(),
                        new RestoreRequest(false, false, Map.of(2L, "bad content"), false));

        assertThat(id(point)).isEqualTo(1);
        assertThat(point.passedOver()).singleElement().asString().contains("bad content");
    }

    @Test
    void verifiesContentsIfAsked() {
        complete(1, false);
        complete(2, false);
        files.damage(JOB.resolve("chk-2-1/count-0-data-1"), 3);

        assertThat(loaded(RestoreRequest.normal(false))).isEqualTo(2);
        assertThat(loaded(new RestoreRequest(false, false, Map.of(), true))).isEqualTo(1);
    }

    @Test
    void aNewerFormatIsNotDamage() {
        complete(1, false);
        complete(2, false);
        // a job that was downgraded must not go back quietly
        files.writeAtomically(JOB.resolve("chk-2-1/metadata.json"), Version2.sealed());

        assertThatThrownBy(() -> loader.load(record(), RestoreRequest.normal(false)))
                .extracting(e -> ((StreamException) e).code())
                .isEqualTo(ErrorCode.STATE_INCOMPATIBLE);
    }

    @Test
    void startsFromASavepointUntilThereIsANewerCheckpoint() {
        complete(1, true);
        store(2);
        RecordContent elsewhere = record().beginAttempt("/c/job/chk-2-1");

        assertThat(id(loader.load(elsewhere, RestoreRequest.normal(true)))).isEqualTo(2);

        files.truncate(JOB.resolve("chk-2-1/count-0-data-1"), 2);
        assertThatThrownBy(() -> loader.load(elsewhere, RestoreRequest.normal(true)))
                .hasMessageContaining("directory=/c/job/chk-2-1");
    }

    private void complete(long id, boolean announced) {
        store(id);
        completed.add(new CompletedCheckpoint(new CheckpointRef(id, 1, false), id, announced));
    }

    private void store(long id) {
        CheckpointRef ref = new CheckpointRef(id, 1, false);
        StateFile file =
                Snapshots.store(storage.snapshotStore(ref, COUNT, 0), "data", "state " + id);
        SubtaskEntry subtask =
                new SubtaskEntry(
                        Snapshots.keyed(new KeyGroupRange(0, 127), 128, Map.of("data", file)),
                        false);
        storage.writeMetadata(
                new CheckpointMetadata(
                        "job",
                        id,
                        1,
                        Kind.CHECKPOINT,
                        id,
                        false,
                        List.of(new OperatorEntry(COUNT, 1, 128, List.of(subtask))),
                        Map.of()));
    }

    private RecordContent record() {
        return new RecordContent(
                "job", 9, 1, 101, RecordContent.Ending.NONE, 1, null, null, completed);
    }

    private long loaded(RestoreRequest request) {
        return id(loader.load(record(), request));
    }

    private static long id(RestorePoint point) {
        return point.checkpoint().orElseThrow().metadata().checkpointId();
    }
}
