/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.checkpointing.testkit.Snapshots;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.FileStore;
import io.sampo.core.testkit.SimulatedFiles;
import io.sampo.state.snapshot.SnapshotOutput;
import io.sampo.state.snapshot.SnapshotStore;
import io.sampo.state.snapshot.StateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FileCheckpointStorageTest extends CheckpointStorageContract {
    @Override
    Path root() {
        return temp.resolve("root");
    }

    @Override
    FileStore files() {
        return FileStore.local();
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
    void withoutStorageStateIsMeasuredAndDropped() throws IOException {
        CheckpointStorage none = CheckpointStorage.none();
        StateFile file = Snapshots.store(none.snapshotStore(CHECKPOINT, COUNT, 0), "data", "state");

        assertThat(file.length()).isEqualTo(5);
        assertThat(none.durable()).isFalse();
        assertThatThrownBy(() -> none.read(CHECKPOINT))
                .hasMessageContaining("sampo.checkpoint.dir");
    }
}
