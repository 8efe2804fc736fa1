/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.directory;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.FileStore;
import io.sampo.runtime.protocol.StoredMessage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The jobs that a cluster must not forget, in one directory, one file for each. Blocks; called by
 * one thread at a time.
 */
public final class JobCatalog {
    private static final String SUFFIX = ".job";

    private final FileStore files;
    private final Path directory;

    /** Creates a catalog; touches nothing yet. */
    public JobCatalog(FileStore files, Path directory) {
        this.files = files;
        this.directory = directory;
    }

    /**
     * Returns all jobs.
     *
     * @throws StreamException with {@code EXTERNAL_IO}, naming the file that cannot be read
     */
    public List<StoredJob> load() {
        files.createDirectories(directory);
        List<StoredJob> jobs = new ArrayList<>();
        for (Path file : files.list(directory)) {
            if (String.valueOf(file.getFileName()).endsWith(SUFFIX)) {
                jobs.add(read(file));
            }
        }
        return jobs;
    }

    private StoredJob read(Path file) {
        try {
            return (StoredJob) StoredMessage.decode(files.readAll(file));
        } catch (IllegalArgumentException | ClassCastException e) {
            throw new StreamException(
                    ErrorCode.EXTERNAL_IO,
                    "The record of a job cannot be read: file="
                            + file
                            + " cause="
                            + e.getMessage()
                            + ". Restore the file from a backup; or move it away, and submit the job"
                            + " again: its checkpoints are kept elsewhere.",
                    e);
        }
    }

    /** Stores a job, durably when this returns, in place of the one of the same name. */
    public void store(StoredJob job) {
        files.createDirectories(directory);
        files.writeAtomically(fileOf(job.summary().name()), StoredMessage.encode(job));
    }

    /** Deletes what is known of a job, if there is anything. */
    public void delete(String name) {
        files.delete(fileOf(name));
    }

    /** Names of jobs are free; those of files are not. */
    private Path fileOf(String name) {
        StringBuilder safe = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char each = name.charAt(i);
            boolean plain = Character.isLetterOrDigit(each) && each < 128 || each == '-';
            safe.append(plain ? String.valueOf(each) : "_" + Integer.toHexString(each) + "_");
        }
        return directory.resolve(safe + SUFFIX);
    }
}
