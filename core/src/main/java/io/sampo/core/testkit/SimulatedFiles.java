/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.testkit;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.io.Checksums;
import io.sampo.core.io.FileLock;
import io.sampo.core.io.FileOutput;
import io.sampo.core.io.FileStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Files in memory that forget what was not synced when the power fails: names changed since their
 * directory was synced may be as before or as after, contents not synced may be torn. New
 * directories are durable at once. Each change is a step, before which the power can fail.
 */
public final class SimulatedFiles implements FileStore {
    /** The power failed. */
    public static final class PowerFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static final class Node {
        final boolean directory;
        byte[] content = {};
        byte @Nullable [] synced;

        Node(boolean directory) {
            this.directory = directory;
        }
    }

    private final Map<Path, Node> current = new TreeMap<>();
    private final Map<Path, Node> durable = new TreeMap<>();
    private final Set<Path> locks = new HashSet<>();
    private int steps;
    private int failBefore = Integer.MAX_VALUE;
    private final SimulatedFaults faults;
    private Consumer<Path> moved = file -> {};

    /** Creates a place without files. */
    public SimulatedFiles() {
        this(new SimulatedFaults());
    }

    private SimulatedFiles(SimulatedFaults faults) {
        this.faults = faults;
    }

    /** Calls {@code listener} after each move, durable by then, with the file's new name. */
    public void whenMoved(Consumer<Path> listener) {
        moved = listener;
    }

    /** Returns how many changes there were. */
    public int steps() {
        return steps;
    }

    /** Lets the power fail before that change. */
    public void failBefore(int step) {
        failBefore = step;
    }

    /** Returns whether the power has failed. */
    public boolean powerFailed() {
        return steps >= failBefore;
    }

    /** Lets every change fail after {@code good} more, until mended. */
    public void breakAfter(int good, ErrorCode code) {
        breakAfter(good, Integer.MAX_VALUE, code);
    }

    /** Lets {@code bad} changes fail after {@code good} more, and after those that fail anyway. */
    public void breakAfter(int good, int bad, ErrorCode code) {
        faults.breakAfter(good, bad, code);
    }

    /** Returns how many changes have failed so far, without those after a power failure. */
    public int failures() {
        return faults.failures();
    }

    /** Lets changes succeed again. */
    public void mend() {
        faults.mend();
    }

    /**
     * Lets {@code changes} more be made and fail nevertheless, as when the answer of a file server
     * is lost; of what is being written the first half is there. Adds up.
     */
    public void failAfterwards(int changes) {
        faults.failAfterwards(changes);
    }

    /** Takes all space, until {@link #free} has been called as often: what adds to a file fails. */
    public void fill() {
        faults.fill();
    }

    /** Ends one {@link #fill}. */
    public void free() {
        faults.free();
    }

    /** Returns what is there when the machine is up again. */
    public SimulatedFiles afterPowerFailure(Random random) {
        SimulatedFiles after = new SimulatedFiles(faults.afterPowerFailure());
        after.steps = steps;
        Set<Path> names = new TreeSet<>(current.keySet());
        names.addAll(durable.keySet());
        for (Path name : names) {
            Node now = current.get(name);
            Node before = durable.get(name);
            Node kept = Objects.equals(now, before) || random.nextBoolean() ? now : before;
            Path parent = name.getParent();
            boolean reachable =
                    parent == null || isRoot(parent) || after.current.containsKey(parent);
            if (kept != null && reachable) {
                Node copy = new Node(kept.directory);
                copy.content = contentAfter(kept, random);
                copy.synced = copy.content;
                after.current.put(name, copy);
                after.durable.put(name, copy);
            }
        }
        return after;
    }

    private static boolean isRoot(Path path) {
        return path.getParent() == null;
    }

    private static byte[] contentAfter(Node node, Random random) {
        byte[] synced = node.synced;
        if (synced != null && (Arrays.equals(synced, node.content) || random.nextBoolean())) {
            return synced;
        }
        return Arrays.copyOf(node.content, random.nextInt(node.content.length + 1));
    }

    private void step() {
        steps++;
        if (steps >= failBefore) {
            throw new PowerFailure();
        }
        faults.breakIfDue();
    }

    @Override
    public FileOutput create(Path file) {
        createDirectories(Objects.requireNonNull(file.getParent()));
        step();
        if (current.containsKey(file)) {
            throw SimulatedFaults.failure(ErrorCode.EXTERNAL_IO, "exists already", file);
        }
        Node node = new Node(false);
        current.put(file, node);
        faults.made(file);
        return new Output(node, file);
    }

    @Override
    public InputStream open(Path file) {
        return new ByteArrayInputStream(readAll(file));
    }

    @Override
    public byte[] readAll(Path file) {
        return node(file).content;
    }

    private Node node(Path file) {
        Node node = current.get(file);
        if (node == null) {
            throw SimulatedFaults.failure(ErrorCode.INPUT_UNAVAILABLE, "is missing", file);
        }
        return node;
    }

    @Override
    public void writeAtomically(Path file, byte[] content) {
        Path temporary = file.resolveSibling(file.getFileName() + ".1-" + steps + ".tmp");
        try (FileOutput out = create(temporary)) {
            out.write(content);
            out.sync();
        }
        move(temporary, file);
    }

    @Override
    public void move(Path source, Path target) {
        step();
        current.put(target, node(source));
        current.remove(source);
        syncDirectory(Objects.requireNonNull(target.getParent()));
        moved.accept(target);
        faults.made(target);
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
        createDirectories(Objects.requireNonNull(target.getParent()));
        step();
        if (current.putIfAbsent(target, node(source)) != null) {
            throw SimulatedFaults.failure(ErrorCode.EXTERNAL_IO, "exists already", target);
        }
        faults.made(target);
        return true;
    }

    @Override
    public void sync(Path file) {
        step();
        Node node = node(file);
        node.synced = node.content;
    }

    @Override
    public void syncDirectory(Path directory) {
        step();
        if (!isRoot(directory)) {
            node(directory);
        }
        for (Path name : new ArrayList<>(durable.keySet())) {
            if (directory.equals(name.getParent()) && !current.containsKey(name)) {
                durable.remove(name);
            }
        }
        current.forEach(
                (name, node) -> {
                    if (directory.equals(name.getParent())) {
                        durable.put(name, node);
                    }
                });
    }

    @Override
    public boolean exists(Path path) {
        return current.containsKey(path) || isRoot(path);
    }

    @Override
    public boolean isDirectory(Path path) {
        Node node = current.get(path);
        return isRoot(path) || (node != null && node.directory);
    }

    @Override
    public long size(Path file) {
        return node(file).content.length;
    }

    @Override
    public List<Path> list(Path directory) {
        return current.keySet().stream()
                .filter(name -> directory.equals(name.getParent()))
                .toList();
    }

    @Override
    public void createDirectories(Path directory) {
        if (exists(directory)) {
            return;
        }
        createDirectories(Objects.requireNonNull(directory.getParent()));
        step();
        faults.takeSpace(directory);
        Node made = new Node(true);
        current.put(directory, made);
        durable.put(directory, made);
    }

    @Override
    public boolean delete(Path path) {
        step();
        boolean there = current.remove(path) != null;
        faults.made(path);
        return there;
    }

    @Override
    public void deleteRecursively(Path path) {
        for (Path child : list(path)) {
            deleteRecursively(child);
        }
        delete(path);
    }

    @Override
    public long usableBytes(Path path) {
        return Long.MAX_VALUE;
    }

    @Override
    public FileLock lock(Path file, String purpose) {
        if (!locks.add(file)) {
            throw SimulatedFaults.failure(ErrorCode.HELD_BY_OTHER, "is locked", file);
        }
        return () -> locks.remove(file);
    }

    /** Removes a file of which nobody takes notice. */
    public void forget(Path file) {
        current.remove(file);
    }

    /** Flips one bit of a file. */
    public void damage(Path file, int index) {
        byte[] content = node(file).content.clone();
        content[index] ^= 1;
        node(file).content = content;
    }

    /** Gives a file that is there another content, durably. */
    public void replace(Path file, byte[] content) {
        node(file).content = content;
        node(file).synced = content;
    }

    /** Cuts a file off. */
    public void truncate(Path file, int length) {
        node(file).content = Arrays.copyOf(node(file).content, length);
    }

    /** Returns the names of all files below {@code directory}, relative to it. */
    public List<String> files(Path directory) {
        return current.entrySet().stream()
                .filter(entry -> !entry.getValue().directory)
                .map(Map.Entry::getKey)
                .filter(name -> name.startsWith(directory))
                .map(name -> directory.relativize(name).toString())
                .toList();
    }

    private final class Output extends FileOutput {
        private final Node node;
        private final Path file;
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();

        Output(Node node, Path file) {
            this.node = node;
            this.file = file;
        }

        @Override
        public long position() {
            return written.size();
        }

        @Override
        public String checksum() {
            return Checksums.of(written.toByteArray());
        }

        @Override
        public void write(int value) {
            written.write(value);
        }

        @Override
        public void write(byte[] source, int offset, int count) {
            written.write(source, offset, count);
        }

        @Override
        public void flush() {
            step();
            hand();
        }

        /** Of what does not all come through, the first half does. */
        private void hand() {
            byte[] before = node.content;
            byte[] all = written.toByteArray();
            boolean more = all.length > before.length;
            if (more && faults.isCutOff()) {
                node.content = Arrays.copyOf(all, (before.length + all.length) / 2);
                faults.takeSpace(file);
                faults.made(file);
            }
            node.content = all;
        }

        @Override
        public void sync() {
            flush();
            step();
            node.synced = node.content;
        }

        @Override
        public void close() {
            hand();
        }
    }
}
