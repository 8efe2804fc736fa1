/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.files.sink;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.Checksums;
import io.sampo.core.io.FileStore;
import io.sampo.operators.sink.Committer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives parts their finished names. A part is there either under its hidden name or under its
 * finished one, since a rename is one step, and the checksum tells whether what is there is the
 * part: so a commit can be repeated by any attempt.
 *
 * <p>Clears up after earlier attempts, too, once this attempt's first own part is committed. Only
 * then is it sure that no checkpoint needs what they left: a checkpoint of this attempt is
 * complete, so all subtasks have been restored before it, and each has committed at once what it
 * was restored with, wherever a change of parallelism brought it. Other checkpoints are not gone
 * back to without their commits having been made. What an earlier attempt has open at that moment
 * belongs to a zombie, whose checkpoints can never be complete. Until then nothing is deleted, and
 * hidden names do no harm.
 */
final class FileCommitter implements Committer<FileCommittable> {
    private static final Logger LOG = LoggerFactory.getLogger(FileCommitter.class);
    private static final int BUFFER_BYTES = 64 * 1024;

    private final OutputDirectory directory;
    private final PartNames names;
    private boolean cleared;

    FileCommitter(OutputDirectory directory, PartNames names) {
        this.directory = directory;
        this.names = names;
        // The first attempt has none before it.
        cleared = names.attempt() <= 1;
    }

    @Override
    public Outcome commit(FileCommittable part) throws IOException {
        try {
            makeVisible(part);
        } catch (StreamException failure) {
            if (failure.code() == ErrorCode.COMMIT_REFUSED) {
                throw failure;
            }
            // The disk is full or away, or an earlier attempt was faster with the same rename.
            LOG.warn(
                    "A part cannot be committed at the moment: target={} cause={}",
                    part.target(),
                    failure.getMessage());
            return Outcome.RETRY;
        }
        if (!cleared && part.attempt() == names.attempt()) {
            cleared = true;
            clearLeftovers();
        }
        return Outcome.COMMITTED;
    }

    @Override
    public void close() {}

    private void makeVisible(FileCommittable part) throws IOException {
        FileStore store = directory.store();
        Path pending = Path.of(part.pending());
        Path target = Path.of(part.target());
        if (!store.exists(pending)) {
            if (!store.exists(target)) {
                throw refused(
                        part, "The part is neither there nor committed; something has deleted it");
            }
            checkSame(part, target);
            syncDirectoryOf(target);
        } else if (store.exists(target)) {
            checkSame(part, target);
            syncDirectoryOf(target);
            store.delete(pending);
        } else {
            store.move(pending, target);
        }
    }

    private void syncDirectoryOf(Path file) {
        Path parent = file.getParent();
        if (parent != null) {
            directory.store().syncDirectory(parent);
        }
    }

    private void checkSame(FileCommittable part, Path target) throws IOException {
        FileStore store = directory.store();
        if (store.size(target) != part.length() || !checksumOf(target).equals(part.checksum())) {
            throw refused(
                    part,
                    "Another file has the name of the part, and is not overwritten; two jobs, or two"
                            + " sinks of one, must not write into one directory with one prefix");
        }
    }

    private String checksumOf(Path file) throws IOException {
        CRC32C crc = new CRC32C();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream input = directory.store().open(file)) {
            for (int count = input.read(buffer, 0, buffer.length);
                    count >= 0;
                    count = input.read(buffer, 0, buffer.length)) {
                crc.update(buffer, 0, count);
            }
        }
        return Checksums.toHex(crc.getValue());
    }

    private static StreamException refused(FileCommittable part, String what) {
        return new StreamException(
                ErrorCode.COMMIT_REFUSED,
                what
                        + ": pending="
                        + part.pending()
                        + " target="
                        + part.target()
                        + " length="
                        + part.length()
                        + " checksum="
                        + part.checksum()
                        + ".");
    }

    private void clearLeftovers() {
        try {
            for (Path file : directory.find(names::isHiddenOfEarlierAttempt)) {
                if (directory.store().delete(file)) {
                    LOG.info("Deleted what an earlier attempt left: path={}", file);
                }
            }
        } catch (StreamException failure) {
            LOG.warn(
                    "Could not clear up after earlier attempts; what is left is hidden and does no"
                            + " harm: directory={}",
                    directory.path(),
                    failure);
        }
    }
}
