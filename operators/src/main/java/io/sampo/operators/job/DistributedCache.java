/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.job;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.FileStore;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files that a program has registered for its job, as they are where a subtask runs: see {@code
 * StreamEnvironment.registerCachedFile}. The term is Flink's. Thread-safe.
 */
public final class DistributedCache {
    private final SortedMap<String, Path> copies;

    private DistributedCache(SortedMap<String, Path> copies) {
        this.copies = copies;
    }

    /**
     * Returns the cache of a process. For the engine, which has copied the files.
     *
     * @param copies where the copy of each file is, by the name of the file
     */
    public static DistributedCache of(Map<String, Path> copies) {
        return new DistributedCache(Collections.unmodifiableSortedMap(new TreeMap<>(copies)));
    }

    /**
     * Returns where this process has the file. All subtasks of a process have the same copy, made
     * when the job started, before any subtask; restarts of the job do not change it, and it is
     * gone when the job has ended. To be read only. Looks at the disk, so {@code open} is the place
     * to call it.
     *
     * @param name with which the file was registered
     * @return an absolute path, whose last name is that of the original
     * @throws StreamException with {@code INVALID_PROGRAM} if no file was registered with that
     *     name, {@code INPUT_UNAVAILABLE} if somebody has deleted the copy
     */
    public Path getFile(String name) {
        Path copy = copies.get(name);
        if (copy == null) {
            throw new StreamException(
                    ErrorCode.INVALID_PROGRAM,
                    "There is no cached file of that name: name='"
                            + name
                            + "' known="
                            + copies.keySet()
                            + ". Register it with registerCachedFile(path, name) before the job is"
                            + " executed.");
        }
        if (!FileStore.local().exists(copy)) {
            throw new StreamException(
                    ErrorCode.INPUT_UNAVAILABLE,
                    "The copy of a cached file is gone: name='"
                            + name
                            + "' copy="
                            + copy
                            + ". Start the job again, and keep what clears temporary files out of"
                            + " sampo.runtime.work-dir.");
        }
        return copy;
    }
}
