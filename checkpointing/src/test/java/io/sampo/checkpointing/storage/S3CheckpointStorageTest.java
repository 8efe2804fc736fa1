/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.sampo.checkpointing.testkit.Snapshots;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.FileStore;
import io.sampo.core.io.Locations;
import io.sampo.core.objects.RoutedFiles;
import io.sampo.state.snapshot.SnapshotOutput;
import io.sampo.state.snapshot.SnapshotStore;
import io.sampo.state.snapshot.StateFile;
import io.sampo.storage.server.S3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints in a real S3 server. */
class S3CheckpointStorageTest extends CheckpointStorageContract {
    private static final int PART_BYTES = 5 << 20;

    @TempDir private static Path objects = Path.of("");
    private static @Nullable S3Server server;
    private static RoutedFiles routed = new RoutedFiles(FileStore.local(), ConfigFactory.empty());
    private static int tests;

    private final int test = ++tests;

    @BeforeAll
    static void start() {
        S3Server started = S3Server.start(objects);
        server = started;
        routed =
                new RoutedFiles(
                        FileStore.local(),
                        ConfigFactory.parseMap(S3Server.settings(started.port()))
                                .withFallback(
                                        ConfigFactory.parseMap(
                                                Map.of("sampo.storage.s3.part-size", PART_BYTES)))
                                .withFallback(ConfigFactory.load()));
    }

    @AfterAll
    static void stop() {
        routed.close();
        if (server != null) {
            server.close();
        }
    }

    @Override
    Path root() {
        return Locations.of("s3://" + S3Server.BUCKET + "/a directory/test-" + test);
    }

    @Override
    FileStore files() {
        return routed;
    }

    @Test
    void largeFilesAreSentInPartsAndAreWhole() throws IOException {
        byte[] content = new byte[3 * PART_BYTES + 17];
        new Random(7).nextBytes(content);
        Path sst = Files.write(temp.resolve("1.sst"), content);
        SnapshotStore store = storage.snapshotStore(CHECKPOINT, COUNT, 0);

        StateFile shared = store.putShared(sst);
        StateFile exact =
                store.putPrivate(
                        Files.write(temp.resolve("2"), Arrays.copyOf(content, PART_BYTES)), "a");
        storage.writeMetadata(metadata(CHECKPOINT, Map.of("sst", shared, "a", exact)));

        StoredCheckpoint stored = storage.read(CHECKPOINT);
        assertThat(storage.findDamage(stored, true)).isEmpty();
        stored.files().fetch(shared, temp.resolve("work/1.sst"));
        assertThat(temp.resolve("work/1.sst")).hasBinaryContent(content);
    }

    @Test
    void whatIsTornIsNotThere() throws IOException {
        SnapshotStore store = storage.snapshotStore(CHECKPOINT, COUNT, 0);
        try (SnapshotOutput out = store.create("data")) {
            out.write(new byte[2 * PART_BYTES + 1]);

            assertThat(files.list(paths.directory(CHECKPOINT))).isEmpty();
        }
        assertThat(files.exists(paths.directory(CHECKPOINT))).isFalse();
    }

    @Test
    void manyObjectsAreListedAndDeleted() {
        SnapshotStore store = storage.snapshotStore(CHECKPOINT, COUNT, 0);
        for (int i = 0; i < 1100; i++) {
            Snapshots.store(store, "data", "x");
        }
        assertThat(files.list(paths.directory(CHECKPOINT))).hasSize(1100);

        storage.discard(CHECKPOINT);

        assertThat(files.exists(paths.directory(CHECKPOINT))).isFalse();
    }

    @Test
    void aBucketThatIsNotThereIsNamed() {
        CheckpointPaths elsewhere = new CheckpointPaths(Locations.of("s3://absent/x"), "job");
        CheckpointStorage absent = new FileCheckpointStorage(files, elsewhere, "job");

        assertThatThrownBy(() -> absent.writeMetadata(metadata(CHECKPOINT, Map.of())))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("s3://absent/x/job/chk-7-2/metadata.json")
                .hasMessageContaining("endpoint=http://127.0.0.1:")
                .hasMessageContaining("Make the bucket absent")
                .extracting(e -> ((StreamException) e).code())
                .isEqualTo(ErrorCode.EXTERNAL_IO);
    }

    @Test
    void theRecordOfAJobIsElsewhere() {
        assertThatThrownBy(() -> FileJobRecord.open(files, paths, "job"))
                .hasMessageContaining("sampo.checkpoint.record-dir");

        CheckpointPaths split = new CheckpointPaths(root(), temp.resolve("records"), "job");
        try (FileJobRecord record = FileJobRecord.open(files, split, "job")) {
            assertThat(record.current().attempt()).isZero();
        }
        assertThat(temp.resolve("records/job/LOCK")).exists();
        storage.writeMetadata(metadata(CHECKPOINT, Map.of()));
        assertThatThrownBy(() -> FileJobRecord.open(files, split, "job"))
                .hasMessageContaining("its record is gone")
                .hasMessageContaining("chk-7-2");
    }
}
