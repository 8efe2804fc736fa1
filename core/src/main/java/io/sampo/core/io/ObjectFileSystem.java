/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.io;

import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A bucket of an object storage, as far as names go. */
final class ObjectFileSystem extends FileSystem {
    private final String scheme;
    private final String bucket;

    ObjectFileSystem(String scheme, String bucket) {
        this.scheme = scheme;
        this.bucket = bucket;
    }

    String scheme() {
        return scheme;
    }

    String bucket() {
        return bucket;
    }

    /** What the JDK's own ways to files cannot do here. */
    static UnsupportedOperationException notThisWay() {
        return new UnsupportedOperationException(
                "Objects are not files: they are read and written through"
                        + " io.sampo.core.io.FileStore only");
    }

    @Override
    public Path getPath(String first, String... more) {
        List<String> names = new ArrayList<>();
        addNames(first, names);
        for (String each : more) {
            addNames(each, names);
        }
        return new ObjectPath(this, first.startsWith("/"), names);
    }

    private static void addNames(String text, List<String> to) {
        for (String name : text.split("/", -1)) {
            if (!name.isEmpty()) {
                to.add(name);
            }
        }
    }

    @Override
    public FileSystemProvider provider() {
        return new ObjectFileSystemProvider(scheme);
    }

    /** Does nothing: nothing is open. */
    @Override
    public void close() {}

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public boolean isReadOnly() {
        return false;
    }

    @Override
    public String getSeparator() {
        return "/";
    }

    @Override
    public Iterable<Path> getRootDirectories() {
        return List.of(getPath("/"));
    }

    @Override
    public Iterable<FileStore> getFileStores() {
        return List.of();
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return Set.of();
    }

    @Override
    public PathMatcher getPathMatcher(String syntaxAndPattern) {
        throw notThisWay();
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        throw notThisWay();
    }

    @Override
    public WatchService newWatchService() {
        throw notThisWay();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ObjectFileSystem system
                && scheme.equals(system.scheme)
                && bucket.equals(system.bucket);
    }

    @Override
    public int hashCode() {
        return Objects.hash(scheme, bucket);
    }

    @Override
    public String toString() {
        return scheme + "://" + bucket;
    }
}
