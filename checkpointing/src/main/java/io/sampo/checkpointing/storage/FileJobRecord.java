/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.storage;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.FileLock;
import io.sampo.core.io.FileStore;
import io.sampo.core.io.Locations;
import java.nio.file.Path;

/**
 * The record of a job that runs in one process: the file {@code LATEST} in the record's directory,
 * replaced atomically and synced, under a lock of the operating system that the process holds as
 * long as this is open.
 */
public final class FileJobRecord implements JobRecord {
    private final FileStore files;
    private final Path file;
    private final String jobName;
    private final FileLock lock;
    private RecordContent known;

    /** After a failed write the file may hold either content, so it must be looked at. */
    private boolean inDoubt;

    private FileJobRecord(
            FileStore files, Path file, String jobName, FileLock lock, RecordContent known) {
        this.files = files;
        this.file = file;
        this.jobName = jobName;
        this.lock = lock;
        this.known = known;
    }

    /**
     * Takes the lock and reads the record, or starts a new one if the job never ran.
     *
     * @throws StreamException with {@code HELD_BY_OTHER}, naming the process that holds the lock;
     *     with {@code INVALID_SETTING} if it would be in an object storage; with {@code
     *     CHECKPOINT_DAMAGED} if the record cannot be read, or is gone though there are
     *     checkpoints; with {@code EXTERNAL_IO} if the directory cannot be written
     */
    public static FileJobRecord open(FileStore files, CheckpointPaths paths, String jobName) {
        if (!Locations.isLocal(paths.record())) {
            throw new StreamException(
                    ErrorCode.INVALID_SETTING,
                    "An object storage cannot hold the record of a job: job="
                            + jobName
                            + " record="
                            + paths.record()
                            + ". Name a directory for it with sampo.checkpoint.record-dir; nodes can"
                            + " have it in a database, see sampo.node.persistence.");
        }
        Path directory = paths.recordDirectory().toAbsolutePath();
        files.createDirectories(directory);
        FileLock lock = files.lock(paths.lock(), "job '" + jobName + "'");
        boolean opened = false;
        try {
            syncParents(files, directory);
            removeTemporaries(files, paths);
            RecordContent content =
                    files.exists(paths.record())
                            ? read(files, paths.record(), jobName)
                            : fresh(files, paths, jobName);
            opened = true;
            return new FileJobRecord(files, paths.record(), jobName, lock, content);
        } finally {
            if (!opened) {
                lock.close();
            }
        }
    }

    /**
     * The directory itself must survive a power failure too: it, and the root it may have come
     * with.
     */
    private static void syncParents(FileStore files, Path directory) {
        Path parent = directory.getParent();
        for (int level = 0; level < 2 && parent != null; level++) {
            files.syncDirectory(parent);
            parent = parent.getParent();
        }
    }

    /**
     * What an atomic write leaves behind when its process dies; ours alone, since we hold the lock.
     */
    private static void removeTemporaries(FileStore files, CheckpointPaths paths) {
        String prefix = paths.record().getFileName() + ".";
        for (Path entry : files.list(paths.recordDirectory())) {
            if (String.valueOf(entry.getFileName()).startsWith(prefix)) {
                files.delete(entry);
            }
        }
    }

    private static RecordContent fresh(FileStore files, CheckpointPaths paths, String jobName) {
        RecordOrphans.refuse(files, paths, jobName, paths.record().toString());
        return RecordContent.fresh(jobName);
    }

    private static RecordContent read(FileStore files, Path file, String jobName) {
        RecordContent content = RecordCodec.decode(files.readAll(file), file.toString());
        if (!content.jobName().equals(jobName)) {
            throw new StreamException(
                    ErrorCode.INVALID_PROGRAM,
                    "The checkpoint directory belongs to a job of another name: job="
                            + jobName
                            + " owner="
                            + content.jobName()
                            + " record="
                            + file
                            + ". Rename the job or use another sampo.checkpoint.dir.");
        }
        return content;
    }

    @Override
    public synchronized RecordContent current() {
        if (inDoubt) {
            known = stored();
            inDoubt = false;
        }
        return known;
    }

    private RecordContent stored() {
        return files.exists(file) ? read(files, file, jobName) : RecordContent.fresh(jobName);
    }

    @Override
    public synchronized boolean compareAndSet(RecordContent expected, RecordContent next) {
        RecordContent.requireNext(expected, next);
        RecordContent found = stored();
        if (!found.equals(expected) && !found.equals(next)) {
            known = found;
            inDoubt = false;
            return false;
        }
        inDoubt = true;
        files.writeAtomically(file, RecordCodec.encode(next));
        inDoubt = false;
        known = next;
        return true;
    }

    @Override
    public synchronized void close() {
        lock.close();
    }
}
