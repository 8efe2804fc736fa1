/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.io;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the names of places for files, as people write them. */
public final class Locations {
    /** One letter alone is a drive. */
    private static final Pattern ADDRESS = Pattern.compile("([a-z][a-z0-9+.-]+)://([^/]*)(/.*)?");

    private Locations() {}

    /**
     * Returns what a text names: an {@link ObjectPath} for one such as {@code s3://bucket/a/b}, the
     * path of a file of this machine for all others. Touches nothing. {@code toString} of what is
     * returned names the same again.
     *
     * @throws InvalidPathException if it names no place
     */
    public static Path of(String text) {
        Matcher address = ADDRESS.matcher(text);
        if (!address.matches()) {
            return Path.of(text);
        }
        if (address.group(2).isEmpty()) {
            throw new InvalidPathException(text, "The name of a bucket is missing");
        }
        ObjectFileSystem bucket = new ObjectFileSystem(address.group(1), address.group(2));
        String key = address.group(3);
        return bucket.getPath(key == null ? "/" : key);
    }

    /** Returns whether a path is that of a file of this machine. */
    public static boolean isLocal(Path path) {
        return !(path instanceof ObjectPath);
    }
}
