/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.files.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.connectors.files.testkit.CrashingFileStore;
import io.sampo.operators.sink.Committer.Outcome;
import io.sampo.operators.testkit.ManualSinkContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A job that writes the numbers from 0 on through a sink, as the engine runs it: with checkpoints
 * that complete or do not, and attempts that die anywhere and come back with another parallelism.
 */
final class SinkJob {
    private final FileSink<Integer> sink;
    private final Path directory;
    private final int records;
    private final Random random;

    /** What the last complete checkpoint holds. */
    private int position;

    private List<FileCommittable> committables = new ArrayList<>();
    private boolean restored;
    private int attempt;
    private long checkpointId;
    private @Nullable Subtasks zombie;

    /** The sinks of one attempt. */
    private static final class Subtasks {
        final CrashingFileStore store;
        final List<FileSinkWriter<Integer>> writers = new ArrayList<>();
        final List<FileCommitter> committers = new ArrayList<>();
        final List<FileCommittable> pending = new ArrayList<>();

        Subtasks(CrashingFileStore store) {
            this.store = store;
        }

        void commit(int subtask, FileCommittable part) throws IOException {
            FileCommitter committer = committers.get(subtask % committers.size());
            for (int tries = 0; committer.commit(part) == Outcome.RETRY; tries++) {
                assertThat(tries).as("tries to commit %s", part).isLessThan(2);
            }
        }
    }

    SinkJob(FileSink<Integer> sink, Path directory, int records, Random random) {
        this.sink = sink;
        this.directory = directory;
        this.records = records;
        this.random = random;
    }

    /** Runs one attempt until it dies or comes to the end; returns whether it came to the end. */
    boolean runAttempt(int operations) throws Exception {
        CrashingFileStore store = new CrashingFileStore(operations);
        Subtasks subtasks = new Subtasks(store);
        attempt++;
        try {
            run(subtasks);
            return true;
        } catch (CrashingFileStore.Crash crash) {
            if (random.nextBoolean()) {
                store.losePower(random);
                zombie = null;
            } else {
                zombie = subtasks;
            }
            return false;
        }
    }

    private void run(Subtasks subtasks) throws Exception {
        int parallelism = 1 + random.nextInt(3);
        for (int i = 0; i < parallelism; i++) {
            ManualSinkContext context = new ManualSinkContext(i, parallelism, attempt, restored);
            subtasks.committers.add(sink.createCommitter(context, subtasks.store));
            for (int c = i; c < committables.size(); c += parallelism) {
                subtasks.commit(i, committables.get(c));
            }
            subtasks.writers.add(sink.createWriter(context, subtasks.store));
            haunt();
        }
        int next = position;
        while (next < records) {
            int until = Math.min(records, next + random.nextInt(12));
            for (; next < until; next++) {
                subtasks.writers.get(next % parallelism).write(next, Long.MIN_VALUE);
            }
            haunt();
            checkpoint(subtasks, next);
            haunt();
        }
    }

    private void checkpoint(Subtasks subtasks, int next) throws Exception {
        checkpointId++;
        for (FileSinkWriter<Integer> writer : subtasks.writers) {
            writer.flush(next == records);
            subtasks.pending.addAll(writer.prepareCommit(checkpointId));
        }
        boolean aborted = next < records && random.nextInt(3) == 0;
        if (aborted) {
            return;
        }
        position = next;
        committables = List.copyOf(subtasks.pending);
        restored = true;
        for (int i = 0; i < committables.size(); i++) {
            subtasks.commit(i, committables.get(i));
        }
        subtasks.pending.clear();
    }

    /** The attempt before may still be there for a while. */
    private void haunt() throws Exception {
        Subtasks ghost = zombie;
        if (ghost == null || ghost.writers.isEmpty() || random.nextInt(3) > 0) {
            return;
        }
        ghost.store.comeBack();
        FileSinkWriter<Integer> writer = ghost.writers.get(random.nextInt(ghost.writers.size()));
        switch (random.nextInt(3)) {
            case 0 -> writer.write(random.nextInt(records), Long.MIN_VALUE);
            case 1 -> {
                writer.flush(false);
                assertThat(writer.prepareCommit(++checkpointId)).isNotNull();
            }
            default -> {
                if (!committables.isEmpty()) {
                    ghost.commit(0, committables.get(random.nextInt(committables.size())));
                }
            }
        }
    }

    /** Returns the lines that can be seen. */
    List<Integer> visible() {
        List<Integer> lines = new ArrayList<>();
        for (Path file : files()) {
            if (!isHidden(file)) {
                lines.addAll(read(file).stream().map(Integer::valueOf).toList());
            }
        }
        return lines;
    }

    List<Path> hidden() {
        return files().stream().filter(SinkJob::isHidden).toList();
    }

    int attempts() {
        return attempt;
    }

    int position() {
        return position;
    }

    private static boolean isHidden(Path file) {
        return String.valueOf(file.getFileName()).startsWith(".");
    }

    private List<Path> files() {
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (Stream<Path> found = Files.walk(directory)) {
            return found.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static List<String> read(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
