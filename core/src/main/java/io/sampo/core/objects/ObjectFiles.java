/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.objects;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.FileLock;
import io.sampo.core.io.FileOutput;
import io.sampo.core.io.FileStore;
import io.sampo.core.io.ObjectPath;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The objects of a storage as files. What differs from a file system: a file is there once it is
 * synced, then whole, and not before, so that nothing is torn and no directory is to be synced;
 * {@link #create} replaces what has the name; a directory is there while there is an object below
 * it; nothing is linked or locked, and {@link #move} copies.
 */
public final class ObjectFiles implements FileStore, AutoCloseable {
    private final ObjectStore store;

    /** Creates files of the objects in {@code store}, which this closes. */
    public ObjectFiles(ObjectStore store) {
        this.store = store;
    }

    private static ObjectPath object(Path path) {
        if (path.toAbsolutePath() instanceof ObjectPath object) {
            return object;
        }
        throw new IllegalArgumentException("A file of this machine is no object: path=" + path);
    }

    @Override
    public FileOutput create(Path file) {
        return new ObjectFileOutput(store, object(file));
    }

    @Override
    public InputStream open(Path file) {
        return new BufferedInputStream(store.open(object(file)));
    }

    @Override
    public byte[] readAll(Path file) {
        try (InputStream in = store.open(object(file))) {
            return in.readAllBytes();
        } catch (IOException failure) {
            throw new StreamException(
                    ErrorCode.EXTERNAL_IO, "Cannot read: object=" + file, failure);
        }
    }

    @Override
    public void writeAtomically(Path file, byte[] content) {
        store.put(object(file), content);
    }

    /** Copies and then deletes, so that both may be there for a while. */
    @Override
    public void move(Path source, Path target) {
        copy(source, target);
        delete(source);
    }

    @Override
    public void copy(Path source, Path target) {
        copy(this, source, this, target);
    }

    /** Copies between any two. */
    static void copy(FileStore from, Path source, FileStore to, Path target) {
        boolean whole = false;
        try (InputStream in = from.open(source);
                FileOutput out = to.create(target)) {
            in.transferTo(out);
            out.sync();
            whole = true;
        } catch (IOException failure) {
            throw new StreamException(
                    ErrorCode.EXTERNAL_IO,
                    "Cannot copy: source=" + source + " target=" + target,
                    failure);
        } finally {
            if (!whole) {
                to.delete(target);
            }
        }
    }

    @Override
    public boolean tryLink(Path source, Path target) {
        return false;
    }

    /** Does nothing: what is there is durable. */
    @Override
    public void sync(Path file) {}

    /** Does nothing: what is there is durable. */
    @Override
    public void syncDirectory(Path directory) {}

    @Override
    public boolean exists(Path path) {
        ObjectPath object = object(path);
        return store.size(object).isPresent() || store.isDirectory(object);
    }

    @Override
    public boolean isDirectory(Path path) {
        return store.isDirectory(object(path));
    }

    @Override
    public long size(Path file) {
        OptionalLong size = store.size(object(file));
        return size.orElseThrow(
                () ->
                        new StreamException(
                                ErrorCode.INPUT_UNAVAILABLE,
                                "Cannot look at: object=" + file + ". There is no such object."));
    }

    @Override
    public List<Path> list(Path directory) {
        return store.children(object(directory)).stream()
                .<Path>map(child -> child)
                .sorted()
                .toList();
    }

    /** One request for many files. */
    @Override
    public Map<Path, Long> sizes(Path directory) {
        return new HashMap<>(store.sizes(object(directory)));
    }

    /** Does nothing: a directory is there with what is in it. */
    @Override
    public void createDirectories(Path directory) {}

    @Override
    public boolean delete(Path path) {
        ObjectPath object = object(path);
        boolean there = store.size(object).isPresent();
        if (there) {
            store.delete(List.of(object));
        }
        return there;
    }

    /** One request for many files. */
    @Override
    public void deleteAll(Collection<Path> files) {
        if (!files.isEmpty()) {
            store.delete(files.stream().map(ObjectFiles::object).toList());
        }
    }

    @Override
    public void deleteRecursively(Path path) {
        ObjectPath object = object(path);
        List<ObjectPath> below = store.below(object);
        if (!below.isEmpty()) {
            store.delete(below);
        }
        store.delete(List.of(object));
    }

    /** Returns the largest number: nobody knows. */
    @Override
    public long usableBytes(Path path) {
        return Long.MAX_VALUE;
    }

    @Override
    public FileLock lock(Path file, String purpose) {
        throw new StreamException(
                ErrorCode.INVALID_SETTING,
                "An object storage has no locks: object="
                        + file
                        + " for="
                        + purpose
                        + ". Use a directory of this machine for what is to be locked.");
    }

    @Override
    public void close() {
        store.close();
    }
}
