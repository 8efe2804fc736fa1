/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.jobs;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** The classes of a program, to be sent to where its jobs run. */
public final class ProgramJar {
    private ProgramJar() {}

    /**
     * Returns the content of the jar that a class comes from, made of the directory if it comes
     * from one; nothing if that is not known.
     *
     * @throws StreamException with {@code INPUT_UNAVAILABLE} if it cannot be read
     */
    public static List<byte[]> of(Class<?> program) {
        CodeSource source = program.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            return List.of();
        }
        try {
            Path path = Path.of(source.getLocation().toURI());
            return List.of(Files.isDirectory(path) ? pack(path) : Files.readAllBytes(path));
        } catch (IOException | URISyntaxException e) {
            throw unreadable(source.getLocation().toString(), e);
        }
    }

    /** Returns the contents of jars made of the directories of the class path, one of each. */
    static List<byte[]> ofClassPath() {
        List<byte[]> jars = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator)) {
            Path path = Path.of(entry);
            if (Files.isDirectory(path)) {
                try {
                    jars.add(pack(path));
                } catch (IOException e) {
                    throw unreadable(entry, e);
                }
            }
        }
        return jars;
    }

    /**
     * Returns the content of a jar.
     *
     * @throws StreamException with {@code INPUT_UNAVAILABLE} if it cannot be read
     */
    public static byte[] read(Path jar) {
        try {
            return Files.readAllBytes(jar);
        } catch (IOException e) {
            throw unreadable(jar.toString(), e);
        }
    }

    private static StreamException unreadable(String where, Exception cause) {
        return new StreamException(
                ErrorCode.INPUT_UNAVAILABLE,
                "The classes of the program cannot be read: place=" + where + " cause=" + cause,
                cause);
    }

    /** The same files give the same bytes, so that they are stored once. */
    private static byte[] pack(Path directory) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes);
                Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                JarEntry entry =
                        new JarEntry(directory.relativize(file).toString().replace('\\', '/'));
                entry.setTime(0);
                jar.putNextEntry(entry);
                Files.copy(file, jar);
                jar.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
