/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.io;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;

/** Says what a failed file operation means and what to do about it. */
public final class FileFailures {
    private FileFailures() {}

    /**
     * Returns the error to throw for a failed operation.
     *
     * @param action what was tried, as in {@code write}
     */
    public static StreamException of(String action, Path path, IOException cause) {
        String text = "Cannot " + action + ": path=" + path.toAbsolutePath() + ". ";
        if (cause instanceof NoSuchFileException missing) {
            return new StreamException(
                    ErrorCode.INPUT_UNAVAILABLE,
                    text + "There is no such file or directory: " + missing.getFile() + ".",
                    cause);
        }
        if (cause instanceof AccessDeniedException) {
            return external(
                    text
                            + "The user that runs this process may not do that; change the owner or the"
                            + " permissions, or choose another directory.",
                    cause);
        }
        if (cause instanceof FileAlreadyExistsException) {
            return external(
                    text
                            + "Something of that name is there already; remove it or choose another name.",
                    cause);
        }
        if (cause instanceof NotDirectoryException || cause instanceof DirectoryNotEmptyException) {
            return external(text + StreamException.withoutFullStop(reason(cause)) + ".", cause);
        }
        return byMessage(text, cause);
    }

    private static StreamException byMessage(String text, IOException cause) {
        String reason = reason(cause).toLowerCase(Locale.ROOT);
        if (reason.contains("no space left") || reason.contains("quota")) {
            return new StreamException(
                    ErrorCode.RESOURCE_EXHAUSTED,
                    text + "The disk or the quota is full; free space or choose another directory.",
                    cause);
        }
        if (reason.contains("too many open files")) {
            return new StreamException(
                    ErrorCode.RESOURCE_EXHAUSTED,
                    text + "The process has too many open files; raise its limit (ulimit -n).",
                    cause);
        }
        if (reason.contains("read-only file system")) {
            return external(
                    text
                            + "The file system is read-only; mount it writable or choose another directory.",
                    cause);
        }
        return external(text + StreamException.withoutFullStop(reason(cause)) + ".", cause);
    }

    private static String reason(IOException cause) {
        String message = cause.getMessage();
        String name = cause.getClass().getSimpleName();
        return message == null ? name : name + ": " + message;
    }

    private static StreamException external(String message, IOException cause) {
        return new StreamException(ErrorCode.EXTERNAL_IO, message, cause);
    }
}
