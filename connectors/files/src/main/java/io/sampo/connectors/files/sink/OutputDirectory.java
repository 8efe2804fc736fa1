/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.files.sink;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The directory of a sink, with its buckets below. All methods block.
 *
 * @param store the files
 * @param path absolute
 */
record OutputDirectory(FileStore store, Path path) {
    static OutputDirectory of(FileStore store, String path) {
        return new OutputDirectory(store, Path.of(path).toAbsolutePath().normalize());
    }

    /** Makes the directory, and the names of all directories that were missing durable. */
    void create() {
        Deque<Path> missing = new ArrayDeque<>();
        for (Path at = path; at != null && !store.exists(at); at = at.getParent()) {
            missing.push(at);
        }
        store.createDirectories(path);
        for (Path made : missing) {
            Path parent = made.getParent();
            if (parent != null) {
                store.syncDirectory(parent);
            }
        }
    }

    /**
     * Returns the directory of a bucket.
     *
     * @throws StreamException with {@code INVALID_PROGRAM} if it is not below this one
     */
    Path bucket(String bucket) {
        Path directory = path.resolve(bucket).normalize();
        if (!directory.startsWith(path)) {
            throw new StreamException(
                    ErrorCode.INVALID_PROGRAM,
                    "A bucket is not below the directory of its sink: bucket='"
                            + bucket
                            + "' directory="
                            + path
                            + ". Return a relative path without '..'.");
        }
        return directory;
    }

    /** Makes the names in some buckets durable, and those of the buckets themselves. */
    void sync(Set<Path> buckets) {
        Set<Path> all = new LinkedHashSet<>();
        for (Path bucket : buckets) {
            for (Path at = bucket; at != null && at.startsWith(path); at = at.getParent()) {
                all.add(at);
            }
        }
        all.forEach(store::syncDirectory);
    }

    /** Returns the files here and below that are wanted. */
    List<Path> find(Predicate<Path> wanted) {
        List<Path> found = new ArrayList<>();
        Deque<Path> left = new ArrayDeque<>();
        left.push(path);
        while (!left.isEmpty()) {
            for (Path entry : store.list(left.pop())) {
                if (isDirectory(entry)) {
                    left.push(entry);
                } else if (wanted.test(entry)) {
                    found.add(entry);
                }
            }
        }
        return found;
    }

    /** Links are not followed: what they lead to need not be the sink's. */
    private boolean isDirectory(Path entry) {
        return store.isDirectory(entry) && !Files.isSymbolicLink(entry);
    }

    /** Deletes wanted files here and below, and directories below that are empty then. */
    int delete(Predicate<Path> wanted) {
        return delete(path, wanted);
    }

    private int delete(Path directory, Predicate<Path> wanted) {
        int deleted = 0;
        for (Path entry : store.list(directory)) {
            if (isDirectory(entry)) {
                deleted += delete(entry, wanted);
                if (store.list(entry).isEmpty()) {
                    store.delete(entry);
                }
            } else if (wanted.test(entry) && store.delete(entry)) {
                deleted++;
            }
        }
        return deleted;
    }
}
