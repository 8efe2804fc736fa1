/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.local;

import io.sampo.core.error.StreamException;
import io.sampo.core.id.SubtaskId;
import io.sampo.core.io.FileStore;
import io.sampo.state.snapshot.SnapshotFiles;
import io.sampo.state.snapshot.SnapshotStore;
import io.sampo.state.snapshot.StateFile;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The copies that a node keeps of what its subtasks of one job have stored, for one attempt. They
 * lie below one directory by the paths of their handles. What is taken from there has the length
 * and the checksum that its handle says. Thread-safe.
 */
public final class LocalCopies {
    private static final Logger LOG = LoggerFactory.getLogger(LocalCopies.class);

    private final FileStore files;
    private final Path directory;
    private final Path scratch;
    private final AtomicInteger unnamed = new AtomicInteger();
    private final Executor deleting;
    private final CopyRegister register = new CopyRegister();
    private final Object lock = new Object();

    /**
     * Creates the copies of an attempt; touches nothing yet.
     *
     * @param files of this machine
     * @param directory of the job's copies; those of earlier attempts are there
     * @param scratch a directory of the attempt, on the same file system
     * @param deleting for what blocks
     */
    public LocalCopies(FileStore files, Path directory, Path scratch, Executor deleting) {
        this.files = files;
        this.directory = directory;
        this.scratch = scratch;
        this.deleting = deleting;
    }

    /**
     * Deletes the copies that the attempt cannot use. Blocks.
     *
     * @param restored what each subtask of this node goes on from
     */
    public void begin(Map<SubtaskId, ? extends Collection<StateFile>> restored) {
        Set<Path> wanted = new HashSet<>();
        synchronized (lock) {
            restored.forEach(
                    (subtask, parts) -> {
                        register.restored(subtask, paths(parts));
                        parts.forEach(part -> wanted.add(directory.resolve(part.path())));
                    });
        }
        for (Path below : files.list(directory)) {
            for (Path copy : files.list(below)) {
                if (!wanted.contains(copy)) {
                    files.delete(copy);
                }
            }
        }
    }

    private static List<String> paths(Collection<StateFile> parts) {
        return parts.stream().map(StateFile::path).toList();
    }

    /** Returns what reads copies where it can, and from {@code kept} where not. */
    public SnapshotFiles before(SnapshotFiles kept) {
        return new LocalFirstFiles(files, directory, kept);
    }

    /**
     * Returns a store that also keeps copies of what it stores. A copy that cannot be made is none.
     *
     * @param kept where checkpoints are kept; what is no checkpoint, or cannot be shared, is not
     *     copied
     */
    public SnapshotStore beside(SnapshotStore kept, SubtaskId subtask, long checkpointId) {
        if (!kept.sharing()) {
            return kept;
        }
        synchronized (lock) {
            register.begun(subtask, checkpointId);
        }
        return new CopyingStore(
                files,
                directory,
                kept,
                () -> scratch.resolve("copy-" + unnamed.incrementAndGet()),
                path -> made(subtask, checkpointId, path));
    }

    private void made(SubtaskId subtask, long checkpointId, String path) {
        synchronized (lock) {
            register.made(subtask, checkpointId, path);
        }
    }

    /** Notes all that a subtask's part of a checkpoint consists of. */
    public void stored(SubtaskId subtask, long checkpointId, Collection<StateFile> parts) {
        synchronized (lock) {
            register.stored(subtask, checkpointId, paths(parts));
        }
    }

    /** Gives up what only earlier checkpoints need. */
    public void completed(SubtaskId subtask, long checkpointId) {
        synchronized (lock) {
            delete(register.completed(subtask, checkpointId));
        }
    }

    /** Gives up what was copied for a checkpoint that will not complete. */
    public void aborted(SubtaskId subtask, long checkpointId) {
        synchronized (lock) {
            delete(register.aborted(subtask, checkpointId));
        }
    }

    private void delete(List<String> useless) {
        if (useless.isEmpty()) {
            return;
        }
        deleting.execute(
                () -> {
                    try {
                        useless.forEach(path -> files.delete(directory.resolve(path)));
                    } catch (StreamException failure) {
                        LOG.warn("Copies are left over: {}", failure.getMessage());
                    }
                });
    }
}
