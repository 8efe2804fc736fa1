/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * A class path as a user has it, who takes all from a repository: as jars, with none of the
 * directories that a build leaves. Java asks one entry after the other for each class, and takes
 * several times as long to ask a directory.
 */
final class JarredClassPath implements AutoCloseable {
    private final List<Path> made = new ArrayList<>();
    private final String value;

    JarredClassPath(String classPath) throws IOException {
        List<String> entries = new ArrayList<>();
        for (String entry : classPath.split(File.pathSeparator)) {
            Path path = Path.of(entry);
            entries.add(Files.isDirectory(path) ? jar(path).toString() : entry);
        }
        value = String.join(File.pathSeparator, entries);
    }

    /** Returns what to pass to {@code java -cp}. */
    String value() {
        return value;
    }

    private Path jar(Path directory) throws IOException {
        Path jar = Files.createTempFile("sampo-benchmark", ".jar");
        made.add(jar);
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream output = new JarOutputStream(file);
                Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.filter(Files::isRegularFile).sorted().toList()) {
                String name =
                        directory.relativize(path).toString().replace(File.separatorChar, '/');
                output.putNextEntry(new ZipEntry(name));
                Files.copy(path, output);
                output.closeEntry();
            }
        }
        return jar;
    }

    @Override
    public void close() {
        for (Path jar : made) {
            try {
                Files.deleteIfExists(jar);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
