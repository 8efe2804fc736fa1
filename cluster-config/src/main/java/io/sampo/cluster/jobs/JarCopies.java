/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.jobs;

import io.sampo.core.io.FileStore;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A node's own copies of jars that are far away, one for all attempts and all jobs that have the
 * jar: those in use, and the last ones that were, since a job that is between two attempts is about
 * to need its own again. Thread-safe.
 */
final class JarCopies {
    private final FileStore files;
    private final Path directory;
    private final int keptIdle;

    /** How often each is in use. */
    private final Map<String, Integer> uses = new HashMap<>();

    /** Those that nobody uses, the one longest so first. */
    private final Set<String> idle = new LinkedHashSet<>();

    /**
     * Creates it; there are no copies yet.
     *
     * @param keptIdle how many are kept that nobody uses
     */
    JarCopies(FileStore files, Path directory, int keptIdle) {
        this.files = files;
        this.directory = directory;
        this.keptIdle = keptIdle;
    }

    /**
     * Returns a copy, which stays until it is {@linkplain #release released}; whatever goes wrong,
     * too.
     *
     * @param hash of the jar
     * @param original returns its content, if there is no sound copy
     */
    Path use(String hash, Supplier<byte[]> original) {
        // Before the look: from now on nobody deletes it.
        begin(hash);
        Path copy = fileOf(hash);
        if (!files.exists(copy) || !JarStore.hash(files.readAll(copy)).equals(hash)) {
            files.writeAtomically(copy, original.get());
        }
        return copy;
    }

    private synchronized void begin(String hash) {
        uses.merge(hash, 1, Integer::sum);
        idle.remove(hash);
    }

    /** One who used it does not any more. */
    synchronized void release(String hash) {
        int left = uses.merge(hash, -1, Integer::sum);
        if (left > 0) {
            return;
        }
        uses.remove(hash);
        idle.add(hash);
        Iterator<String> oldest = idle.iterator();
        while (idle.size() > keptIdle) {
            String surplus = oldest.next();
            oldest.remove();
            files.delete(fileOf(surplus));
        }
    }

    private Path fileOf(String hash) {
        return directory.resolve(hash + ".jar");
    }
}
