/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.files.source;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.FileFailures;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the files that a path means. Immutable; its methods block.
 *
 * @param path as the user gave it
 * @param base the file, or the directory to look in
 * @param glob what the files' paths must match, null for all below the base
 * @param depth how many levels below the base to look
 * @param watching whether the base must be a directory, and may be empty
 */
record FileListing(
        String path, Path base, @Nullable PathMatcher glob, int depth, boolean watching) {
    private static final Pattern GLOB = Pattern.compile("[*?\\[{]");
    private static final String DENIED = "The user that runs this process may not read the input";
    private static final String WAY_OUT =
            " Correct the path, or make the input there; a relative path starts at the directory in"
                    + " which the process was started.";

    /** Returns the listing of a path; something of that very name comes before a glob. */
    static FileListing of(String path, boolean watching) {
        if (!GLOB.matcher(path).find() || Files.exists(Path.of(path))) {
            return new FileListing(path, Path.of(path), null, Integer.MAX_VALUE, watching);
        }
        Path pattern = Path.of(path);
        int fixed = 0;
        while (!GLOB.matcher(pattern.getName(fixed).toString()).find()) {
            fixed++;
        }
        Path root = pattern.getRoot() == null ? Path.of("") : pattern.getRoot();
        Path base = fixed == 0 ? root : root.resolve(pattern.subpath(0, fixed));
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        int depth = path.contains("**") ? Integer.MAX_VALUE : pattern.getNameCount() - fixed;
        return new FileListing(path, base, matcher, depth, watching);
    }

    /**
     * Looks whether there is something to list at all; quick.
     *
     * @throws StreamException with {@code INPUT_UNAVAILABLE} if not, {@code INVALID_PROGRAM} if a
     *     file is to be watched
     */
    void check() {
        if (!Files.exists(base)) {
            throw unavailable("There is no such file or directory", base);
        }
        if (watching && !Files.isDirectory(base)) {
            throw new StreamException(
                    ErrorCode.INVALID_PROGRAM,
                    "Only a directory or a glob can be watched for new files: path="
                            + path
                            + ". Name the directory, or do without watching().");
        }
        if (!Files.isReadable(base)) {
            throw unavailable(DENIED, base);
        }
    }

    /**
     * Returns the files in ascending order of their paths; none for an empty directory.
     *
     * @throws StreamException if something cannot be read, or a bounded glob has no match
     */
    List<InputFile> list() {
        List<InputFile> found = new ArrayList<>();
        try {
            if (Files.isDirectory(base)) {
                Files.walkFileTree(
                        base, EnumSet.of(FileVisitOption.FOLLOW_LINKS), depth, new Visitor(found));
            } else {
                add(base, Files.readAttributes(base, BasicFileAttributes.class), found);
            }
        } catch (AccessDeniedException denied) {
            throw unavailable(DENIED, Path.of(denied.getFile()));
        } catch (IOException failure) {
            throw FileFailures.of("list the input", base, failure);
        }
        if (found.isEmpty() && glob != null && !watching) {
            throw unavailable("No file matches the pattern", Path.of(path));
        }
        found.sort(Comparator.comparing(InputFile::path));
        return found;
    }

    private void add(Path file, BasicFileAttributes attributes, List<InputFile> found) {
        if (!Files.isReadable(file)) {
            if (watching) {
                // It may be about to get its permissions, and is looked at again.
                return;
            }
            throw unavailable(DENIED, file);
        }
        found.add(
                new InputFile(
                        file.toString(),
                        attributes.size(),
                        attributes.lastModifiedTime().toMillis()));
    }

    private StreamException unavailable(String what, Path where) {
        return new StreamException(
                ErrorCode.INPUT_UNAVAILABLE,
                what + ": path=" + where.toAbsolutePath() + " given=" + path + "." + WAY_OUT);
    }

    private final class Visitor extends SimpleFileVisitor<Path> {
        private final List<InputFile> found;

        Visitor(List<InputFile> found) {
            this.found = found;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            return !directory.equals(base) && isHidden(directory)
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile()
                    && !isHidden(file)
                    && (glob == null || glob.matches(file))) {
                add(file, attributes, found);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (isHidden(file) || (failure instanceof NoSuchFileException && !file.equals(base))) {
                // moved or deleted since its directory was read
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }

        private static boolean isHidden(Path path) {
            Path name = path.getFileName();
            return name != null
                    && (name.toString().startsWith(".") || name.toString().startsWith("_"));
        }
    }
}
