/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.jobs;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.FileStore;
import io.sampo.core.io.Locations;
import io.sampo.runtime.worker.JobClasses;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The jars of jobs, each once, named by the SHA-256 of its content, in a directory that all nodes
 * see, or in an object storage. Thread-safe.
 */
final class JarStore implements JobClasses {
    private static final int HASH_LENGTH = 64;

    /** Copies of jars that no job uses at present. */
    private static final int IDLE_COPIES = 10;

    private final FileStore files;
    private final Path directory;
    private final JarCopies copies;

    /**
     * Creates a store.
     *
     * @param directory of all nodes
     * @param copies the directory of this node for what classes cannot be loaded from where it is
     */
    JarStore(FileStore files, Path directory, Path copies) {
        this.files = files;
        this.directory = directory;
        this.copies = new JarCopies(files, copies, IDLE_COPIES);
    }

    /** Returns the hash of a jar's content. */
    static String hash(byte[] jar) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(jar));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    @Override
    public boolean contains(String hash) {
        return files.exists(fileOf(hash));
    }

    /** Stores a jar, durably when this returns. */
    void store(byte[] jar) {
        Path file = fileOf(hash(jar));
        if (!files.exists(file)) {
            files.createDirectories(directory);
            files.writeAtomically(file, jar);
        }
    }

    @Override
    public void delete(String hash) {
        files.delete(fileOf(hash));
    }

    private Path fileOf(String hash) {
        if (hash.length() != HASH_LENGTH || !hash.matches("[0-9a-f]*")) {
            throw new StreamException(
                    ErrorCode.INVALID_PROGRAM, "Not the hash of a jar: hash=" + hash);
        }
        return directory.resolve(hash + ".jar");
    }

    /** The classes of the engine come first: a job that brings its own has those of the node. */
    @Override
    public ClassLoader load(String job, List<String> jars) {
        List<String> copied = new ArrayList<>();
        Runnable release = () -> copied.forEach(copies::release);
        try {
            URL[] urls = new URL[jars.size()];
            for (int i = 0; i < urls.length; i++) {
                urls[i] = urlOf(local(jars.get(i), copied));
            }
            return new JobLoader(job, urls, JarStore.class.getClassLoader(), release);
        } catch (RuntimeException | Error failure) {
            release.run();
            throw failure;
        }
    }

    /** Nobody changes a jar while its classes are loaded: it is written once. */
    private Path local(String hash, List<String> copied) {
        Path jar = fileOf(hash);
        if (Locations.isLocal(jar)) {
            verify(jar, read(jar), hash);
            return jar;
        }
        copied.add(hash);
        return copies.use(
                hash,
                () -> {
                    byte[] content = read(jar);
                    verify(jar, content, hash);
                    return content;
                });
    }

    private byte[] read(Path jar) {
        if (!files.exists(jar)) {
            throw new StreamException(
                    ErrorCode.EXTERNAL_IO,
                    "A jar of the job is missing: file="
                            + jar
                            + ". All nodes must see the same sampo.checkpoint.dir; or submit"
                            + " the job again.");
        }
        return files.readAll(jar);
    }

    private static void verify(Path jar, byte[] content, String hash) {
        String found = hash(content);
        if (!found.equals(hash)) {
            throw new StreamException(
                    ErrorCode.EXTERNAL_IO,
                    "A jar of the job is damaged: file="
                            + jar
                            + " found="
                            + found
                            + ". Delete the file and submit the job again.");
        }
    }

    private static URL urlOf(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException("Every file has a URL: " + jar, e);
        }
    }
}
