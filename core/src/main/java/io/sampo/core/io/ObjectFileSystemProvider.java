/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.io;

import static io.sampo.core.io.ObjectFileSystem.notThisWay;

import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.Map;
import java.util.Set;

/**
 * Refuses every operation, so that code which takes an object for a file of this machine fails
 * where it does so.
 */
final class ObjectFileSystemProvider extends FileSystemProvider {
    private final String scheme;

    ObjectFileSystemProvider(String scheme) {
        this.scheme = scheme;
    }

    @Override
    public String getScheme() {
        return scheme;
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
        throw notThisWay();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        throw notThisWay();
    }

    @Override
    public Path getPath(URI uri) {
        return Locations.of(uri.toString());
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) {
        throw notThisWay();
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(
            Path directory, DirectoryStream.Filter<? super Path> filter) {
        throw notThisWay();
    }

    @Override
    public void createDirectory(Path directory, FileAttribute<?>... attributes) {
        throw notThisWay();
    }

    @Override
    public void delete(Path path) {
        throw notThisWay();
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) {
        throw notThisWay();
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) {
        throw notThisWay();
    }

    @Override
    public boolean isSameFile(Path one, Path other) {
        return one.equals(other);
    }

    @Override
    public boolean isHidden(Path path) {
        return false;
    }

    @Override
    public FileStore getFileStore(Path path) {
        throw notThisWay();
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) {
        throw notThisWay();
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(
            Path path, Class<V> type, LinkOption... options) {
        throw notThisWay();
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(
            Path path, Class<A> type, LinkOption... options) {
        throw notThisWay();
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) {
        throw notThisWay();
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) {
        throw notThisWay();
    }
}
