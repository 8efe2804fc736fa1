/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.files.testkit;

import io.sampo.core.io.FileFailures;
import io.sampo.core.io.FileLock;
import io.sampo.core.io.FileOutput;
import io.sampo.core.io.FileStore;
import io.sampo.core.io.ForwardingFileOutput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Files that a process works on until it dies after a given number of operations that change
 * something; then every further operation throws and does nothing. If the machine loses its power
 * as well, what was not made durable may be gone.
 */
public final class CrashingFileStore implements FileStore {
    private final FileStore real = FileStore.local();
    private int operations;
    private int done;

    /** Files and directories whose names can still be lost, and files whose bytes can. */
    private final Set<Path> looseNames = new TreeSet<>();

    private final Set<Path> looseBytes = new TreeSet<>();

    /** The process is dead. */
    public static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** Creates a store whose process dies after so many operations. */
    public CrashingFileStore(int operations) {
        this.operations = operations;
    }

    /** Returns how many operations were done. */
    public int done() {
        return done;
    }

    /** The process was not dead, only away: a zombie from now on. */
    public void comeBack() {
        operations = Integer.MAX_VALUE;
    }

    /** The machine loses its power, too. */
    public void losePower(Random random) throws IOException {
        for (Path path : looseNames) {
            if (random.nextBoolean()) {
                real.deleteRecursively(path);
            }
        }
        for (Path path : looseBytes) {
            if (Files.exists(path)) {
                byte[] content = Files.readAllBytes(path);
                Files.write(path, Arrays.copyOf(content, random.nextInt(content.length + 1)));
            }
        }
    }

    private void count() {
        if (done >= operations) {
            throw new Crash();
        }
        done++;
    }

    @Override
    public FileOutput create(Path file) {
        count();
        rememberDirectories(file.getParent());
        FileOutput output = real.create(file);
        looseNames.add(file);
        looseBytes.add(file);
        return new ForwardingFileOutput(output) {
            @Override
            public void write(int value) {
                count();
                super.write(value);
                flush();
            }

            @Override
            public void write(byte[] source, int offset, int length) {
                count();
                super.write(source, offset, length);
                // What a process has written survives it, finished or not.
                flush();
            }

            @Override
            public void sync() {
                count();
                flush();
                looseBytes.remove(file);
            }
        };
    }

    @Override
    public void move(Path source, Path target) {
        count();
        try {
            Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            throw FileFailures.of("rename", source, failure);
        }
        looseNames.remove(source);
        if (looseBytes.remove(source)) {
            looseBytes.add(target);
        }
    }

    @Override
    public void syncDirectory(Path directory) {
        count();
        looseNames.removeIf(path -> directory.equals(path.getParent()));
    }

    @Override
    public void createDirectories(Path directory) {
        count();
        rememberDirectories(directory);
        real.createDirectories(directory);
    }

    private void rememberDirectories(@Nullable Path directory) {
        for (Path at = directory; at != null && !Files.exists(at); at = at.getParent()) {
            looseNames.add(at);
        }
    }

    @Override
    public boolean delete(Path path) {
        count();
        return real.delete(path);
    }

    @Override
    public InputStream open(Path file) {
        return real.open(file);
    }

    @Override
    public boolean exists(Path path) {
        return real.exists(path);
    }

    @Override
    public boolean isDirectory(Path path) {
        return real.isDirectory(path);
    }

    @Override
    public long size(Path file) {
        return real.size(file);
    }

    @Override
    public List<Path> list(Path directory) {
        return real.list(directory);
    }

    @Override
    public byte[] readAll(Path file) {
        throw unused();
    }

    @Override
    public void writeAtomically(Path file, byte[] content) {
        throw unused();
    }

    @Override
    public void copy(Path source, Path target) {
        throw unused();
    }

    @Override
    public boolean tryLink(Path source, Path target) {
        throw unused();
    }

    @Override
    public void sync(Path file) {
        throw unused();
    }

    @Override
    public void deleteRecursively(Path path) {
        throw unused();
    }

    @Override
    public long usableBytes(Path path) {
        throw unused();
    }

    @Override
    public FileLock lock(Path file, String purpose) {
        throw unused();
    }

    private static UnsupportedOperationException unused() {
        return new UnsupportedOperationException("The sink does not use this");
    }
}
