/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.storage;

import io.sampo.core.id.OperatorId;
import io.sampo.state.snapshot.SnapshotStore;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Where the checkpoints of one job are kept. Whether one counts is not decided here but by the
 * {@link JobRecord}. Thread-safe; every method may block on I/O, so none is called on a subtask's
 * thread. Failures are {@link io.sampo.core.error.StreamException}s that name the file.
 */
public interface CheckpointStorage {
    /** Returns whether what is stored is there after the end of the process. */
    boolean durable();

    /** Returns where one subtask puts what one of its operators has in {@code checkpoint}. */
    SnapshotStore snapshotStore(CheckpointRef checkpoint, OperatorId operator, int subtask);

    /**
     * Stores the metadata, and makes it, and the names of all files it refers to, durable. When
     * this returns, the checkpoint is ready for the record.
     */
    void writeMetadata(CheckpointMetadata metadata);

    /**
     * Reads one of the job's own checkpoints.
     *
     * @throws io.sampo.core.error.StreamException with {@code CHECKPOINT_DAMAGED} or {@code
     *     STATE_INCOMPATIBLE}
     */
    StoredCheckpoint read(CheckpointRef checkpoint);

    /**
     * Reads a checkpoint or savepoint of any job. Later checkpoints will not refer to its files.
     *
     * @param directory with the metadata file
     * @throws io.sampo.core.error.StreamException as {@link #read}, and with {@code
     *     INPUT_UNAVAILABLE} if there is none
     */
    StoredCheckpoint readFrom(Path directory);

    /**
     * Looks at the files of a checkpoint.
     *
     * @param contents whether to read them all and verify their checksums, not only that they are
     *     there in the right length
     * @return what is wrong, naming the files; empty if it is sound
     */
    List<String> findDamage(StoredCheckpoint checkpoint, boolean contents);

    /**
     * Deletes a savepoint that was claimed: its files and its metadata, and its directory if there
     * is nothing else in it. Does nothing if it is not there any more.
     *
     * @param directory with the metadata file; of no checkpoint
     */
    void deleteSavepoint(Path directory);

    /**
     * Counts what the given checkpoints refer to; those that cannot be read are left out.
     *
     * @param known what was read of them just now, and need not be read again
     */
    SharedFiles sharedFiles(List<CompletedCheckpoint> kept, Optional<CheckpointMetadata> known);

    /** Deletes the directory of a checkpoint, if it is there. */
    void discard(CheckpointRef checkpoint);

    /** Deletes shared files, if they are there. */
    void deleteShared(Collection<String> paths);

    /**
     * Deletes what earlier attempts left behind: what is not named in {@code record} and was not
     * written by its attempt. Called once an attempt has begun, with the content that says so.
     * Complete savepoints stay, they are the user's.
     *
     * @return what was deleted
     */
    List<Path> cleanUp(RecordContent record);

    /** Returns the storage of a job that keeps nothing durable: it measures and drops. */
    static CheckpointStorage none() {
        return NoCheckpointStorage.INSTANCE;
    }
}
