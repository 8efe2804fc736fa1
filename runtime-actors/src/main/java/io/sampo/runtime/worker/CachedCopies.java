/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.worker;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.FileStore;
import io.sampo.core.io.PrivateDirectories;
import io.sampo.operators.graph.CachedFile;
import io.sampo.operators.job.DistributedCache;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Copies the files that a job takes along into its work directory, and compares each copy with its
 * original. Blocks on I/O.
 */
public final class CachedCopies {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final FileStore files;
    private final Path workDirectory;
    private final Map<String, Path> copies = new HashMap<>();

    private CachedCopies(FileStore files, Path workDirectory) {
        this.files = files;
        this.workDirectory = workDirectory;
    }

    /**
     * Copies the files of a job.
     *
     * @param files of this machine, and where originals are
     * @param workDirectory of the job, in which nothing is yet
     * @throws StreamException with {@code INPUT_UNAVAILABLE} if one is not there or is no file,
     *     {@code EXTERNAL_IO} if a copy is not like its original, and as {@link FileStore}
     */
    public static DistributedCache make(
            FileStore files, List<CachedFile> originals, Path workDirectory) {
        CachedCopies made = new CachedCopies(files, workDirectory);
        if (!originals.isEmpty()) {
            made.makeDirectory();
            originals.forEach(made::add);
        }
        return DistributedCache.of(made.copies);
    }

    /** Nobody else may put something there, since it may be executed. */
    private void makeDirectory() {
        Path parent = workDirectory.getParent();
        if (parent != null) {
            files.createDirectories(parent);
        }
        PrivateDirectories.make(workDirectory);
    }

    private void add(CachedFile original) {
        if (!files.exists(original.path()) || files.isDirectory(original.path())) {
            String what = files.exists(original.path()) ? "a directory" : "not there";
            throw new StreamException(
                    ErrorCode.INPUT_UNAVAILABLE,
                    "A cached file is "
                            + what
                            + ": name='"
                            + original.name()
                            + "' path="
                            + original.path()
                            + ". Register the path of a file that is there when the job starts.");
        }
        Path copy =
                workDirectory
                        .resolve("cached-" + copies.size())
                        .resolve(String.valueOf(original.path().getFileName()))
                        .toAbsolutePath();
        files.copy(original.path(), copy);
        String expected = contentHash(original.path());
        String found = contentHash(copy);
        if (!expected.equals(found)) {
            throw new StreamException(
                    ErrorCode.EXTERNAL_IO,
                    "The copy of a cached file is not like the file: name='"
                            + original.name()
                            + "' path="
                            + original.path()
                            + " sha256="
                            + expected
                            + " copy="
                            + copy
                            + " sha256="
                            + found
                            + ". Start the job again when nobody changes the file.");
        }
        if (original.executable() && !copy.toFile().setExecutable(true)) {
            throw new StreamException(
                    ErrorCode.EXTERNAL_IO,
                    "The copy of a cached file cannot be made executable: name='"
                            + original.name()
                            + "' copy="
                            + copy
                            + ". Let sampo.runtime.work-dir be where programs can be.");
        }
        copies.put(original.name(), copy);
    }

    private String contentHash(Path file) {
        try (InputStream in = files.open(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException | NoSuchAlgorithmException failure) {
            throw new StreamException(
                    ErrorCode.EXTERNAL_IO, "A file cannot be read: path=" + file, failure);
        }
    }
}
