/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.io;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Leaves everything to another store; to be overridden where something else is to happen. What one
 * method does with other stores' methods does not come by here.
 */
public abstract class ForwardingFileStore implements FileStore {
    /** Returns who has the file; for two files, that of the first decides. */
    protected abstract FileStore of(Path path);

    @Override
    public FileOutput create(Path file) {
        return of(file).create(file);
    }

    @Override
    public InputStream open(Path file) {
        return of(file).open(file);
    }

    @Override
    public byte[] readAll(Path file) {
        return of(file).readAll(file);
    }

    @Override
    public void writeAtomically(Path file, byte[] content) {
        of(file).writeAtomically(file, content);
    }

    @Override
    public void move(Path source, Path target) {
        of(source).move(source, target);
    }

    @Override
    public void copy(Path source, Path target) {
        of(source).copy(source, target);
    }

    @Override
    public boolean tryLink(Path source, Path target) {
        return of(source).tryLink(source, target);
    }

    @Override
    public void sync(Path file) {
        of(file).sync(file);
    }

    @Override
    public void syncDirectory(Path directory) {
        of(directory).syncDirectory(directory);
    }

    @Override
    public boolean exists(Path path) {
        return of(path).exists(path);
    }

    @Override
    public boolean isDirectory(Path path) {
        return of(path).isDirectory(path);
    }

    @Override
    public long size(Path file) {
        return of(file).size(file);
    }

    @Override
    public List<Path> list(Path directory) {
        return of(directory).list(directory);
    }

    @Override
    public Map<Path, Long> sizes(Path directory) {
        return of(directory).sizes(directory);
    }

    @Override
    public void createDirectories(Path directory) {
        of(directory).createDirectories(directory);
    }

    @Override
    public boolean delete(Path path) {
        return of(path).delete(path);
    }

    @Override
    public void deleteRecursively(Path path) {
        of(path).deleteRecursively(path);
    }

    @Override
    public long usableBytes(Path path) {
        return of(path).usableBytes(path);
    }

    @Override
    public FileLock lock(Path file, String purpose) {
        return of(file).lock(file, purpose);
    }
}
