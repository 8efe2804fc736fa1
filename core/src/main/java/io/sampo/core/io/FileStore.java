/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.io;

import io.sampo.core.error.StreamException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Files as the engine uses them: written once, made durable, renamed into place. A seam: a
 * simulator holds another implementation, and {@link io.sampo.core.objects.ObjectFiles} one for
 * object storages. Thread-safe; every method may block on I/O, so none is called on a subtask's
 * thread.
 *
 * <p>Every failure is a {@link io.sampo.core.error.StreamException} that names the operation, the
 * path and the way out: {@code RESOURCE_EXHAUSTED} for a full disk, {@code INPUT_UNAVAILABLE} for a
 * file that is not there, {@code EXTERNAL_IO} for the rest.
 */
public interface FileStore {
    /** Returns the files of this machine. */
    static FileStore local() {
        return LocalFileStore.INSTANCE;
    }

    /**
     * Opens a new file for writing; its directory is made if it is missing.
     *
     * @throws io.sampo.core.error.StreamException also if the file exists
     */
    FileOutput create(Path file);

    /** Opens a file for buffered reading. Reads fail with {@code StreamException}, too. */
    InputStream open(Path file);

    /** Returns the whole content. */
    byte[] readAll(Path file);

    /**
     * Replaces the content of {@code file} so that, whatever fails, either the old or the new
     * content is there afterwards, and the new one is durable when this returns. Its directory is
     * made if it is missing.
     */
    void writeAtomically(Path file, byte[] content);

    /**
     * Renames in one step, replacing what is there, and makes the rename durable. Both must be on
     * the same file system.
     */
    void move(Path source, Path target);

    /** Copies a file to a new one (its directory is made if it is missing) and makes it durable. */
    void copy(Path source, Path target);

    /**
     * Makes {@code target} a second name of {@code source}, if both are where that can be; its
     * directory is made if it is missing. Only for files that never change again.
     *
     * @return false, and nothing is done, if it cannot: the two are on different file systems, or
     *     on one without links
     */
    boolean tryLink(Path source, Path target);

    /** Makes the content of a file that something else wrote durable. */
    void sync(Path file);

    /** Makes the names in a directory durable. */
    void syncDirectory(Path directory);

    /** Returns whether a file or directory of that name is there. */
    boolean exists(Path path);

    /** Returns whether a directory of that name is there. */
    boolean isDirectory(Path path);

    /** Returns the length of a file in bytes. */
    long size(Path file);

    /** Returns what is in a directory, sorted by name; nothing if the directory is missing. */
    List<Path> list(Path directory);

    /**
     * Returns the lengths in bytes of the files in a directory, of those below it not. What is
     * deleted meanwhile may be missing.
     */
    default Map<Path, Long> sizes(Path directory) {
        Map<Path, Long> sizes = new HashMap<>();
        for (Path entry : list(directory)) {
            if (!isDirectory(entry)) {
                try {
                    sizes.put(entry, size(entry));
                } catch (StreamException failure) {
                    if (exists(entry)) {
                        throw failure;
                    }
                }
            }
        }
        return sizes;
    }

    /** Makes a directory and its parents where they are missing, and their names durable. */
    void createDirectories(Path directory);

    /** Deletes a file or an empty directory; returns whether it was there. */
    boolean delete(Path path);

    /**
     * Deletes files, those that are there. If it fails some are left.
     *
     * @param files all of one storage; a storage that is far away deletes many in one request
     */
    default void deleteAll(Collection<Path> files) {
        files.forEach(this::delete);
    }

    /** Deletes a file, or a directory with all in it, if it is there. Follows no links. */
    void deleteRecursively(Path path);

    /** Returns how many bytes can still be written where {@code path} is, or will be made. */
    long usableBytes(Path path);

    /**
     * Takes the lock that {@code file} stands for, which one holder in all processes of the machine
     * can have; writes into it who that is. The operating system frees it when the process dies.
     *
     * @param purpose what the lock protects, for the message to others, such as {@code job 'count'}
     * @throws io.sampo.core.error.StreamException with {@code HELD_BY_OTHER}, naming the holder
     */
    FileLock lock(Path file, String purpose);
}
