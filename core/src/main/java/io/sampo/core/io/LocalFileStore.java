/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.io;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The files of this machine. */
final class LocalFileStore implements FileStore {
    static final FileStore INSTANCE = new LocalFileStore();

    /** Makes the names of temporary files unique in this process; the process id does the rest. */
    private final AtomicLong temporaries = new AtomicLong();

    private LocalFileStore() {}

    @Override
    public FileOutput create(Path file) {
        return attempt(
                "create",
                file,
                () -> {
                    createParent(file);
                    return new LocalFileOutput(file);
                });
    }

    @Override
    public InputStream open(Path file) {
        return attempt(
                "open",
                file,
                () ->
                        new BufferedInputStream(
                                new NamingInputStream(Files.newInputStream(file), file)));
    }

    @Override
    public byte[] readAll(Path file) {
        return attempt("read", file, () -> Files.readAllBytes(file));
    }

    @Override
    public void writeAtomically(Path file, byte[] content) {
        Path temporary =
                sibling(
                        file,
                        "."
                                + ProcessHandle.current().pid()
                                + "-"
                                + temporaries.incrementAndGet()
                                + ".tmp");
        boolean renamed = false;
        try {
            try (FileOutput output = create(temporary)) {
                output.write(content);
                output.sync();
            }
            move(temporary, file);
            renamed = true;
        } finally {
            if (!renamed) {
                attempt("delete", temporary, () -> Files.deleteIfExists(temporary));
            }
        }
    }

    @Override
    public void move(Path source, Path target) {
        attempt(
                "rename to " + target,
                source,
                () ->
                        Files.move(
                                source,
                                target,
                                StandardCopyOption.ATOMIC_MOVE,
                                StandardCopyOption.REPLACE_EXISTING));
        syncDirectory(parent(target));
        if (!parent(source).equals(parent(target))) {
            syncDirectory(parent(source));
        }
    }

    @Override
    public void copy(Path source, Path target) {
        attempt(
                "copy to " + target,
                source,
                () -> {
                    createParent(target);
                    return Files.copy(source, target);
                });
        sync(target);
    }

    @Override
    public boolean tryLink(Path source, Path target) {
        return attempt(
                "link to " + target,
                source,
                () -> {
                    createParent(target);
                    return link(source, target);
                });
    }

    /** Returns false where the file system has no links, or the two are on different ones. */
    private static boolean link(Path source, Path target) throws IOException {
        try {
            Files.createLink(target, source);
            return true;
        } catch (FileAlreadyExistsException | NoSuchFileException failure) {
            throw failure;
        } catch (IOException | UnsupportedOperationException refused) {
            return false;
        }
    }

    @Override
    public void sync(Path file) {
        attempt("make durable", file, () -> force(file, StandardOpenOption.WRITE));
    }

    @Override
    public void syncDirectory(Path directory) {
        attempt("make durable", directory, () -> force(directory, StandardOpenOption.READ));
    }

    private static boolean force(Path path, StandardOpenOption mode) throws IOException {
        try (FileChannel channel = FileChannel.open(path, mode)) {
            channel.force(true);
        }
        return true;
    }

    @Override
    public boolean exists(Path path) {
        return Files.exists(path);
    }

    @Override
    public boolean isDirectory(Path path) {
        return Files.isDirectory(path);
    }

    @Override
    public long size(Path file) {
        return attempt("look at", file, () -> Files.size(file));
    }

    @Override
    public List<Path> list(Path directory) {
        return attempt(
                "list",
                directory,
                () -> {
                    List<Path> entries = new ArrayList<>();
                    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
                        stream.forEach(entries::add);
                    } catch (NoSuchFileException missing) {
                        return List.of();
                    } catch (DirectoryIteratorException failure) {
                        throw failure.getCause();
                    }
                    Collections.sort(entries);
                    return entries;
                });
    }

    @Override
    public void createDirectories(Path directory) {
        attempt("make directory", directory, () -> makeDirectories(directory.toAbsolutePath()));
    }

    @Override
    public boolean delete(Path path) {
        return attempt("delete", path, () -> Files.deleteIfExists(path));
    }

    @Override
    public void deleteRecursively(Path path) {
        attempt(
                "delete",
                path,
                () -> {
                    try {
                        return Files.walkFileTree(path, new Deletion());
                    } catch (NoSuchFileException missing) {
                        // deleted meanwhile, or never there: what was asked for
                        return path;
                    }
                });
    }

    @Override
    public long usableBytes(Path path) {
        return attempt(
                "look at",
                path,
                () -> {
                    Path there = path.toAbsolutePath();
                    while (!Files.exists(there) && there.getParent() != null) {
                        there = there.getParent();
                    }
                    return Files.getFileStore(there).getUsableSpace();
                });
    }

    @Override
    public FileLock lock(Path file, String purpose) {
        return attempt(
                "lock",
                file,
                () -> {
                    createParent(file);
                    return LocalFileLock.take(file, purpose);
                });
    }

    private static void createParent(Path file) throws IOException {
        makeDirectories(parent(file));
    }

    /** A durable file in a directory whose own name is not durable would be lost with it. */
    private static Path makeDirectories(Path directory) throws IOException {
        Path there = directory;
        while (there != null && !Files.exists(there)) {
            there = there.getParent();
        }
        Files.createDirectories(directory);
        for (Path made = directory; made != null && !made.equals(there); made = made.getParent()) {
            force(parent(made), StandardOpenOption.READ);
        }
        return directory;
    }

    private static Path parent(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file.toAbsolutePath() : parent;
    }

    private static Path sibling(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    private static <T> T attempt(String action, Path path, Attempt<T> body) {
        try {
            return body.run();
        } catch (IOException failure) {
            throw FileFailures.of(action, path, failure);
        }
    }

    /** An operation of the file system. */
    private interface Attempt<T> {
        T run() throws IOException;
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                throws IOException {
            if (failure != null) {
                throw failure;
            }
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
        }
    }

    /** Names the file in what goes wrong while it is read. */
    private static final class NamingInputStream extends FilterInputStream {
        private final Path file;

        NamingInputStream(InputStream source, Path file) {
            super(source);
            this.file = file;
        }

        @Override
        public int read() {
            return attempt("read", file, () -> in.read());
        }

        @Override
        public int read(byte[] target, int offset, int count) {
            return attempt("read", file, () -> in.read(target, offset, count));
        }
    }
}
