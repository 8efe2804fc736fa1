/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.storage;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.id.OperatorId;
import io.sampo.state.snapshot.SnapshotOutput;
import io.sampo.state.snapshot.SnapshotStore;
import io.sampo.state.snapshot.StateFile;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Keeps nothing: the final checkpoint of a job without checkpoints only lets sinks commit. */
enum NoCheckpointStorage implements CheckpointStorage {
    INSTANCE;

    @Override
    public boolean durable() {
        return false;
    }

    @Override
    public SnapshotStore snapshotStore(CheckpointRef checkpoint, OperatorId operator, int subtask) {
        return new Dropping(checkpoint, operator, subtask);
    }

    @Override
    public void writeMetadata(CheckpointMetadata metadata) {}

    @Override
    public StoredCheckpoint read(CheckpointRef checkpoint) {
        throw nothing(checkpoint.toString());
    }

    @Override
    public StoredCheckpoint readFrom(Path directory) {
        throw nothing(directory.toString());
    }

    private static StreamException nothing(String what) {
        return new StreamException(
                ErrorCode.INVALID_SETTING,
                "The job keeps no checkpoints, so none can be read: checkpoint="
                        + what
                        + ". Set sampo.checkpoint.dir.");
    }

    @Override
    public List<String> findDamage(StoredCheckpoint checkpoint, boolean contents) {
        return List.of();
    }

    @Override
    public void deleteSavepoint(Path directory) {}

    @Override
    public SharedFiles sharedFiles(
            List<CompletedCheckpoint> kept, Optional<CheckpointMetadata> known) {
        return new SharedFiles();
    }

    @Override
    public void discard(CheckpointRef checkpoint) {}

    @Override
    public void deleteShared(Collection<String> paths) {}

    @Override
    public List<Path> cleanUp(RecordContent record) {
        return List.of();
    }

    /** Measures and drops. Not sharing, so that no backend believes in files that are not there. */
    private record Dropping(CheckpointRef checkpoint, OperatorId operator, int subtask)
            implements SnapshotStore {
        @Override
        public boolean sharing() {
            return false;
        }

        @Override
        public SnapshotOutput create(String role) {
            return new DroppingOutput(handle(role));
        }

        @Override
        public StateFile putShared(Path localFile) {
            return new StateFile(handle(String.valueOf(localFile.getFileName())), 0, "00000000");
        }

        @Override
        public StateFile putPrivate(Path localFile, String role) {
            return new StateFile(handle(role), 0, "00000000");
        }

        private String handle(String role) {
            return CheckpointPaths.privateFile(checkpoint, operator, subtask, role, 0);
        }
    }

    private static final class DroppingOutput extends SnapshotOutput {
        private final String path;
        private final FileSnapshotStore.Checksum checksum = new FileSnapshotStore.Checksum();

        DroppingOutput(String path) {
            this.path = path;
        }

        @Override
        public long position() {
            return checksum.length();
        }

        @Override
        public void write(int value) {
            checksum.write(value);
        }

        @Override
        public void write(byte[] source, int offset, int count) {
            checksum.write(source, offset, count);
        }

        @Override
        public StateFile finish() {
            return new StateFile(path, checksum.length(), checksum.hex());
        }
    }
}
