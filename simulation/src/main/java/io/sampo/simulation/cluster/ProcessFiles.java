/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation.cluster;

import io.sampo.core.io.FileLock;
import io.sampo.core.io.FileOutput;
import io.sampo.core.io.FileStore;
import io.sampo.core.io.ForwardingFileOutput;
import io.sampo.core.io.ForwardingFileStore;
import io.sampo.core.testkit.SimulatedFiles;
import io.sampo.core.testkit.SimulatedFiles.PowerFailure;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/**
 * A disk as one process sees it. When that dies it changes nothing any more, lets go of its locks,
 * and what it has written and not synced may be there in part.
 */
final class ProcessFiles extends ForwardingFileStore {
    private final SimulatedFiles disk;
    private final int number;
    private final Runnable onDeath;
    private final Map<Path, FileLock> locks = new HashMap<>();
    private final Map<Path, Integer> unsynced = new LinkedHashMap<>();
    private boolean dead;
    private long steps;
    private long lastStep = Long.MAX_VALUE;

    /**
     * Creates the view of a process.
     *
     * @param number of the process: no other has it
     * @param onDeath kills the process, in the middle of a change
     */
    ProcessFiles(SimulatedFiles disk, int number, Runnable onDeath) {
        this.disk = disk;
        this.number = number;
        this.onDeath = onDeath;
    }

    /** Lets the process die before one of its next changes. */
    void dieBefore(int change) {
        lastStep = steps + change;
    }

    /** The process is dead. */
    void die(Random random) {
        dead = true;
        unsynced.forEach(
                (file, unused) -> {
                    if (disk.exists(file) && disk.size(file) > 0 && random.nextBoolean()) {
                        disk.truncate(file, random.nextInt((int) disk.size(file)));
                    }
                });
        locks.values().forEach(FileLock::close);
        locks.clear();
    }

    /** The process changes something outside of it: it may die of that, or be dead already. */
    void step() {
        steps++;
        if (!dead && steps >= lastStep) {
            onDeath.run();
        }
        if (dead) {
            throw new PowerFailure();
        }
    }

    @Override
    protected FileStore of(Path path) {
        return disk;
    }

    @Override
    public FileOutput create(Path file) {
        step();
        FileOutput out = disk.create(file);
        unsynced.put(file, 0);
        return new Output(file, out);
    }

    @Override
    public void writeAtomically(Path file, byte[] content) {
        step();
        String name = file.getFileName() + "." + number + "-" + steps + ".tmp";
        Path temporary = file.resolveSibling(name);
        try (FileOutput out = create(temporary)) {
            out.write(content);
            out.sync();
        }
        move(temporary, file);
    }

    @Override
    public void move(Path source, Path target) {
        step();
        disk.move(source, target);
        if (unsynced.remove(source) != null) {
            unsynced.put(target, 0);
        }
    }

    @Override
    public void copy(Path source, Path target) {
        try (FileOutput out = create(target)) {
            out.write(readAll(source));
            out.sync();
        }
    }

    @Override
    public boolean tryLink(Path source, Path target) {
        step();
        boolean linked = disk.tryLink(source, target);
        if (linked && unsynced.containsKey(source)) {
            unsynced.put(target, 0);
        }
        return linked;
    }

    @Override
    public void sync(Path file) {
        step();
        disk.sync(file);
        unsynced.remove(file);
    }

    @Override
    public void syncDirectory(Path directory) {
        step();
        disk.syncDirectory(directory);
    }

    @Override
    public void createDirectories(Path directory) {
        if (!exists(directory)) {
            createDirectories(Objects.requireNonNull(directory.getParent()));
            step();
            disk.createDirectories(directory);
        }
    }

    @Override
    public boolean delete(Path path) {
        step();
        unsynced.remove(path);
        return disk.delete(path);
    }

    @Override
    public void deleteRecursively(Path path) {
        for (Path child : list(path)) {
            deleteRecursively(child);
        }
        delete(path);
    }

    @Override
    public FileLock lock(Path file, String purpose) {
        step();
        FileLock held = disk.lock(file, purpose);
        locks.put(file, held);
        return () -> {
            // Once: it may be another process's by now.
            if (locks.remove(file, held)) {
                held.close();
            }
        };
    }

    /** What the process writes. */
    private final class Output extends ForwardingFileOutput {
        private final Path file;

        Output(Path file, FileOutput out) {
            super(out);
            this.file = file;
        }

        @Override
        public void flush() {
            step();
            super.flush();
        }

        @Override
        public void sync() {
            step();
            super.sync();
            unsynced.remove(file);
        }

        @Override
        public void close() {
            if (!dead) {
                super.close();
            }
        }
    }
}
