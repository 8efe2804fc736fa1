/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.rocksdb;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.nio.file.Path;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** Says what a failure of RocksDB means and what to do about it. */
final class RocksFailures {
    private RocksFailures() {}

    /** Returns the error to throw for a failed operation on a store that was sound. */
    static StreamException of(String action, Path directory, RocksDBException cause) {
        String text = text(action, directory, cause);
        return isExhausted(cause)
                ? exhausted(text, cause)
                : new StreamException(
                        ErrorCode.EXTERNAL_IO,
                        text
                                + " Look at the disk, at its permissions, and at the file LOG in that"
                                + " directory.",
                        cause);
    }

    /** Returns the error to throw if restored files cannot be opened or read. */
    static StreamException ofRestored(String action, Path directory, RocksDBException cause) {
        String text = text(action, directory, cause);
        return isExhausted(cause)
                ? exhausted(text, cause)
                : new StreamException(
                        ErrorCode.CHECKPOINT_DAMAGED,
                        text
                                + " The files of the checkpoint do not make a store; restore another one.",
                        cause);
    }

    private static StreamException exhausted(String text, RocksDBException cause) {
        return new StreamException(
                ErrorCode.RESOURCE_EXHAUSTED,
                text
                        + " Disk, open files (ulimit -n) or managed memory are used up: free or grant"
                        + " more, or choose another work directory.",
                cause);
    }

    private static String text(String action, Path directory, RocksDBException cause) {
        return "Cannot "
                + action
                + " in the RocksDB store: path="
                + directory.toAbsolutePath()
                + " status="
                + StreamException.withoutFullStop(cause.getMessage())
                + ".";
    }

    private static boolean isExhausted(RocksDBException cause) {
        Status status = cause.getStatus();
        if (status != null
                && (status.getSubCode() == Status.SubCode.NoSpace
                        || status.getSubCode() == Status.SubCode.MemoryLimit)) {
            return true;
        }
        String message = cause.getMessage();
        return message != null
                && (message.contains("No space left")
                        || message.contains("Too many open files")
                        || message.contains("Disk quota")
                        || message.contains("Memory limit"));
    }
}
