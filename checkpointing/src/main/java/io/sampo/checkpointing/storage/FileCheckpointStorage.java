/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.storage;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.id.OperatorId;
import io.sampo.core.io.FileStore;
import io.sampo.state.snapshot.SnapshotStore;
import io.sampo.state.snapshot.StateFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checkpoints in a directory of this machine, or in one that all machines of the job see. */
public final class FileCheckpointStorage implements CheckpointStorage {
    private static final Logger LOG = LoggerFactory.getLogger(FileCheckpointStorage.class);

    private final FileStore files;
    private final CheckpointPaths paths;
    private final String jobName;

    /** Creates the storage of the job of that name; touches nothing yet. */
    public FileCheckpointStorage(FileStore files, CheckpointPaths paths, String jobName) {
        this.files = files;
        this.paths = paths;
        this.jobName = jobName;
    }

    @Override
    public boolean durable() {
        return true;
    }

    @Override
    public SnapshotStore snapshotStore(CheckpointRef checkpoint, OperatorId operator, int subtask) {
        return new FileSnapshotStore(files, paths, checkpoint, operator, subtask);
    }

    /**
     * Contents were synced by the subtasks before they acked. What is left: the names of the shared
     * files; the metadata, and with it the names of all files beside it; the name of the directory.
     */
    @Override
    public void writeMetadata(CheckpointMetadata metadata) {
        CheckpointRef ref = metadata.ref();
        if (metadata.files().stream().anyMatch(file -> isNewShared(ref, file))) {
            files.syncDirectory(paths.shared());
        }
        files.writeAtomically(paths.metadata(ref), CheckpointMetadataCodec.encode(metadata));
        files.syncDirectory(paths.jobDirectory());
    }

    private static boolean isNewShared(CheckpointRef ref, StateFile file) {
        OptionalLong storedIn = CheckpointPaths.storedIn(file.path());
        return storedIn.isPresent() && storedIn.getAsLong() == ref.id();
    }

    @Override
    public StoredCheckpoint read(CheckpointRef checkpoint) {
        Path file = paths.metadata(checkpoint);
        CheckpointMetadata metadata =
                CheckpointMetadataCodec.decode(content(file), file.toString());
        if (!metadata.jobName().equals(jobName) || !metadata.ref().equals(checkpoint)) {
            throw SealedJson.damaged(
                    file.toString(),
                    "it is of another checkpoint, job="
                            + metadata.jobName()
                            + " checkpoint="
                            + metadata.ref());
        }
        return stored(metadata, paths.directory(checkpoint), paths.base(checkpoint));
    }

    private byte[] content(Path file) {
        try {
            return files.readAll(file);
        } catch (StreamException failure) {
            throw failure.code() == ErrorCode.INPUT_UNAVAILABLE
                    ? SealedJson.damaged(file.toString(), "it is missing")
                    : failure;
        }
    }

    @Override
    public StoredCheckpoint readFrom(Path directory) {
        return new CheckpointReader(files).read(directory);
    }

    private StoredCheckpoint stored(CheckpointMetadata metadata, Path directory, Path base) {
        return new StoredCheckpoint(metadata, directory, base, new FileSnapshotFiles(files, base));
    }

    @Override
    public List<String> findDamage(StoredCheckpoint checkpoint, boolean contents) {
        return new CheckpointReader(files).findDamage(checkpoint, contents);
    }

    /** The metadata goes last, so that what a crash leaves is deleted by the next attempt. */
    @Override
    public void deleteSavepoint(Path directory) {
        Path metadata = directory.resolve(CheckpointPaths.METADATA);
        if (!files.exists(metadata)) {
            return;
        }
        StoredCheckpoint savepoint = readFrom(directory);
        if (!savepoint.metadata().ref().savepoint()) {
            throw new IllegalArgumentException("Not a savepoint: directory=" + directory);
        }
        files.deleteAll(
                savepoint.metadata().files().stream()
                        .map(file -> savepoint.base().resolve(file.path()))
                        .toList());
        files.delete(metadata);
        if (files.list(directory).isEmpty()) {
            files.delete(directory);
        }
    }

    @Override
    public SharedFiles sharedFiles(
            List<CompletedCheckpoint> kept, Optional<CheckpointMetadata> known) {
        SharedFiles shared = new SharedFiles();
        for (CompletedCheckpoint checkpoint : kept) {
            known.filter(metadata -> metadata.ref().equals(checkpoint.ref()))
                    .or(() -> readIfSound(checkpoint.ref()))
                    .ifPresent(shared::addKept);
        }
        return shared;
    }

    private Optional<CheckpointMetadata> readIfSound(CheckpointRef ref) {
        try {
            return Optional.of(read(ref).metadata());
        } catch (StreamException failure) {
            // Only what is there and no checkpoint needs nothing: another may be read next time.
            if (failure.code() != ErrorCode.CHECKPOINT_DAMAGED) {
                throw failure;
            }
            LOG.warn("A kept checkpoint cannot be read: {}", failure.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public void discard(CheckpointRef checkpoint) {
        files.deleteRecursively(paths.directory(checkpoint));
    }

    @Override
    public void deleteShared(Collection<String> sharedPaths) {
        List<Path> shared = new ArrayList<>();
        for (String path : sharedPaths) {
            if (CheckpointPaths.storedIn(path).isEmpty()) {
                throw new IllegalArgumentException("Not a shared file of ours: path=" + path);
            }
            shared.add(paths.jobDirectory().resolve(path));
        }
        files.deleteAll(shared);
    }

    @Override
    public List<Path> cleanUp(RecordContent record) {
        List<Path> deleted = new ArrayList<>();
        Set<CheckpointRef> kept = new HashSet<>();
        boolean allReadable = true;
        SharedFiles shared = new SharedFiles();
        for (CompletedCheckpoint checkpoint : record.completed()) {
            kept.add(checkpoint.ref());
            Optional<CheckpointMetadata> metadata = readIfSound(checkpoint.ref());
            metadata.ifPresent(shared::addKept);
            allReadable &= metadata.isPresent();
        }
        for (Path entry : files.list(paths.jobDirectory())) {
            Optional<CheckpointRef> ref =
                    CheckpointPaths.parse(String.valueOf(entry.getFileName()));
            if (ref.isPresent() && isLeftover(ref.get(), kept, record.attempt())) {
                files.deleteRecursively(entry);
                deleted.add(entry);
            }
        }
        // an unreadable checkpoint may yet be repaired, and then needs its shared files
        if (allReadable) {
            cleanUpShared(shared, record.attempt(), deleted);
        }
        return deleted;
    }

    private boolean isLeftover(CheckpointRef ref, Set<CheckpointRef> kept, int attempt) {
        if (kept.contains(ref) || ref.attempt() >= attempt) {
            return false;
        }
        return !ref.savepoint() || !files.exists(paths.metadata(ref));
    }

    private void cleanUpShared(SharedFiles shared, int attempt, List<Path> deleted) {
        List<Path> useless = new ArrayList<>();
        for (Path entry : files.list(paths.shared())) {
            String path = CheckpointPaths.sharedPath(entry);
            OptionalLong storedBy = CheckpointPaths.storedByAttempt(path);
            boolean earlier = storedBy.isPresent() && storedBy.getAsLong() < attempt;
            if (earlier && !shared.isReferenced(path)) {
                useless.add(entry);
            }
        }
        files.deleteAll(useless);
        deleted.addAll(useless);
    }
}
