/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.io;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;

/**
 * Directories in a place that others may write to as well, such as the system's for temporary
 * files, from which nevertheless code is loaded.
 */
public final class PrivateDirectories {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rwx------");

    private PrivateDirectories() {}

    /**
     * Makes a directory that nobody but this process's user can write to; its parent must be there.
     * One that is there already is accepted if that holds for it. Blocks on I/O. On file systems
     * without owners and permissions nothing is checked.
     *
     * @throws StreamException with {@code EXTERNAL_IO} if it belongs to another user, is open to
     *     others, or is not a directory; else as {@link FileStore}
     */
    public static void make(Path directory) {
        try {
            boolean posix =
                    directory.getFileSystem().supportedFileAttributeViews().contains("posix");
            try {
                if (posix) {
                    Files.createDirectory(
                            directory, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
                } else {
                    Files.createDirectory(directory);
                }
            } catch (FileAlreadyExistsException existing) {
                if (posix) {
                    check(directory);
                }
            }
        } catch (IOException failure) {
            throw FileFailures.of("make a private directory", directory, failure);
        }
    }

    private static void check(Path directory) throws IOException {
        PosixFileAttributes found =
                Files.readAttributes(
                        directory, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        boolean open =
                found.permissions().contains(PosixFilePermission.GROUP_WRITE)
                        || found.permissions().contains(PosixFilePermission.OTHERS_WRITE);
        if (!found.isDirectory() || open || !found.owner().equals(self(directory))) {
            throw new StreamException(
                    ErrorCode.EXTERNAL_IO,
                    "A directory must be this user's alone, and is not: path="
                            + directory
                            + " owner="
                            + found.owner().getName()
                            + " permissions="
                            + PosixFilePermissions.toString(found.permissions())
                            + ". Delete it, or choose another directory for temporary files"
                            + " (java.io.tmpdir).");
        }
    }

    /** The name of the user may be unknown to the system (in containers), its files are not. */
    private static UserPrincipal self(Path directory) throws IOException {
        Path probe = Files.createTempFile(directory, "owner", ".tmp");
        try {
            return Files.getOwner(probe);
        } finally {
            Files.delete(probe);
        }
    }
}
