/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.storage;

import io.sampo.state.snapshot.StateFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Counts, for each file in the shared directory, the checkpoints that refer to it, kept and pending
 * ones. A file that none refers to any more is to be deleted, and cannot be referred to again.
 * Savepoints refer to no shared files. No I/O; confined to the coordinator.
 */
public final class SharedFiles {
    private final Map<String, Integer> references = new HashMap<>();
    private final Map<Long, Set<String>> byCheckpoint = new HashMap<>();

    /** Counts the files that a kept checkpoint refers to, as its metadata says. */
    public void addKept(CheckpointMetadata metadata) {
        if (metadata.ref().savepoint()) {
            return;
        }
        for (StateFile file : metadata.files()) {
            if (CheckpointPaths.isShared(file.path())) {
                refer(metadata.checkpointId(), file.path());
            }
        }
    }

    /**
     * Counts the files that one subtask's part of a pending checkpoint refers to.
     *
     * @return why the checkpoint must not complete, if one of them is not, or not safely, there
     */
    public Optional<String> addPending(CheckpointRef checkpoint, Collection<StateFile> files) {
        for (StateFile file : files) {
            Optional<String> problem = problem(checkpoint, file.path());
            if (problem.isPresent()) {
                return problem;
            }
        }
        for (StateFile file : files) {
            if (!checkpoint.savepoint() && CheckpointPaths.isShared(file.path())) {
                refer(checkpoint.id(), file.path());
            }
        }
        return Optional.empty();
    }

    private Optional<String> problem(CheckpointRef checkpoint, String path) {
        if (!CheckpointPaths.isSafe(path)) {
            return Optional.of("a file lies outside the checkpoint directory, path=" + path);
        }
        if (checkpoint.savepoint()) {
            return path.indexOf('/') < 0
                    ? Optional.empty()
                    : Optional.of("a savepoint refers to a file that is not its own, path=" + path);
        }
        if (!CheckpointPaths.isShared(path)) {
            return path.startsWith(checkpoint + "/")
                    ? Optional.empty()
                    : Optional.of("a private file belongs to another checkpoint, path=" + path);
        }
        OptionalLong storedIn = CheckpointPaths.storedIn(path);
        boolean isNew = storedIn.isPresent() && storedIn.getAsLong() == checkpoint.id();
        return isNew || references.containsKey(path)
                ? Optional.empty()
                : Optional.of("a shared file was given up before, path=" + path);
    }

    private void refer(long checkpointId, String path) {
        if (byCheckpoint.computeIfAbsent(checkpointId, id -> new HashSet<>()).add(path)) {
            references.merge(path, 1, Integer::sum);
        }
    }

    /** Forgets a checkpoint and returns the files that none refers to any more, to be deleted. */
    public List<String> release(long checkpointId) {
        List<String> unused = new ArrayList<>();
        Set<String> paths = byCheckpoint.remove(checkpointId);
        if (paths == null) {
            return unused;
        }
        for (String path : paths) {
            if (references.merge(path, -1, Integer::sum) == 0) {
                references.remove(path);
                unused.add(path);
            }
        }
        unused.sort(null);
        return unused;
    }

    /**
     * Returns those of {@code files} that are shared, that no checkpoint refers to, and to be
     * deleted.
     */
    public List<String> unreferenced(Collection<StateFile> files) {
        return files.stream()
                .map(StateFile::path)
                .filter(CheckpointPaths::isShared)
                .filter(path -> !references.containsKey(path))
                .sorted()
                .toList();
    }

    /** Returns whether any checkpoint refers to the file. */
    public boolean isReferenced(String path) {
        return references.containsKey(path);
    }
}
