/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.io;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The name of an object in an object storage, such as {@code s3://bucket/a/b}. Only a name: whoever
 * wants the object asks a {@link FileStore} that knows the storage. {@link java.nio.file.Files}
 * cannot, and says so. Made by {@link Locations#of}; immutable.
 */
public final class ObjectPath implements Path {
    private final ObjectFileSystem bucket;
    private final boolean absolute;
    private final List<String> names;

    ObjectPath(ObjectFileSystem bucket, boolean absolute, List<String> names) {
        this.bucket = bucket;
        this.absolute = absolute;
        this.names = List.copyOf(names);
    }

    /** Returns which kind of storage it is, as in {@code s3}. */
    public String scheme() {
        return bucket.scheme();
    }

    /** Returns where in the storage it is. */
    public String bucket() {
        return bucket.bucket();
    }

    /** Returns its name in the bucket, with {@code /} between its parts and none before them. */
    public String key() {
        return String.join("/", names);
    }

    @Override
    public ObjectFileSystem getFileSystem() {
        return bucket;
    }

    @Override
    public boolean isAbsolute() {
        return absolute;
    }

    @Override
    public @Nullable Path getRoot() {
        return absolute ? new ObjectPath(bucket, true, List.of()) : null;
    }

    @Override
    public @Nullable Path getFileName() {
        return names.isEmpty() ? null : getName(names.size() - 1);
    }

    @Override
    public @Nullable Path getParent() {
        if (names.isEmpty() || (names.size() == 1 && !absolute)) {
            return null;
        }
        return new ObjectPath(bucket, absolute, names.subList(0, names.size() - 1));
    }

    @Override
    public int getNameCount() {
        return names.size();
    }

    @Override
    public Path getName(int index) {
        return subpath(index, index + 1);
    }

    @Override
    public Path subpath(int begin, int end) {
        if (begin < 0 || begin >= end || end > names.size()) {
            throw new IllegalArgumentException(
                    "No such part: path=" + this + " begin=" + begin + " end=" + end);
        }
        return new ObjectPath(bucket, false, names.subList(begin, end));
    }

    @Override
    public boolean startsWith(Path other) {
        return other instanceof ObjectPath path
                && bucket.equals(path.bucket)
                && absolute == path.absolute
                && names.size() >= path.names.size()
                && names.subList(0, path.names.size()).equals(path.names);
    }

    @Override
    public boolean endsWith(Path other) {
        if (!(other instanceof ObjectPath path) || !bucket.equals(path.bucket)) {
            return false;
        }
        int before = names.size() - path.names.size();
        return path.absolute
                ? equals(path)
                : before >= 0 && names.subList(before, names.size()).equals(path.names);
    }

    @Override
    public Path normalize() {
        List<String> kept = new ArrayList<>();
        for (String name : names) {
            boolean up = name.equals("..");
            if (up && !kept.isEmpty() && !kept.get(kept.size() - 1).equals("..")) {
                kept.remove(kept.size() - 1);
            } else if (!name.equals(".") && !(up && absolute)) {
                kept.add(name);
            }
        }
        return new ObjectPath(bucket, absolute, kept);
    }

    @Override
    public Path resolve(Path other) {
        ObjectPath path = ofSameStorage(other);
        if (path.absolute) {
            return path;
        }
        List<String> all = new ArrayList<>(names);
        all.addAll(path.names);
        return new ObjectPath(bucket, absolute, all);
    }

    @Override
    public Path relativize(Path other) {
        ObjectPath path = ofSameStorage(other);
        if (!bucket.equals(path.bucket) || absolute != path.absolute) {
            throw new IllegalArgumentException(
                    "No way leads from one to the other: from=" + this + " to=" + other);
        }
        int same = 0;
        while (same < names.size()
                && same < path.names.size()
                && names.get(same).equals(path.names.get(same))) {
            same++;
        }
        List<String> way = new ArrayList<>();
        for (int i = same; i < names.size(); i++) {
            way.add("..");
        }
        way.addAll(path.names.subList(same, path.names.size()));
        return new ObjectPath(bucket, false, way);
    }

    private static ObjectPath ofSameStorage(Path other) {
        if (other instanceof ObjectPath path) {
            return path;
        }
        throw new ProviderMismatchException(
                "A file of this machine is no object: path=" + other.getClass() + ":" + other);
    }

    @Override
    public URI toUri() {
        try {
            return new URI(scheme(), bucket(), "/" + key(), null);
        } catch (URISyntaxException impossible) {
            throw new InvalidPathException(toString(), impossible.getReason());
        }
    }

    /** Returns itself, or what it names from the top of the bucket. */
    @Override
    public Path toAbsolutePath() {
        return absolute ? this : new ObjectPath(bucket, true, names);
    }

    @Override
    public Path toRealPath(LinkOption... options) {
        return toAbsolutePath().normalize();
    }

    @Override
    public WatchKey register(
            WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
        throw ObjectFileSystem.notThisWay();
    }

    @Override
    public int compareTo(Path other) {
        return toString().compareTo(ofSameStorage(other).toString());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ObjectPath path
                && bucket.equals(path.bucket)
                && absolute == path.absolute
                && names.equals(path.names);
    }

    @Override
    public int hashCode() {
        return Objects.hash(bucket, absolute, names);
    }

    @Override
    public String toString() {
        return absolute ? scheme() + "://" + bucket() + "/" + key() : key();
    }
}
