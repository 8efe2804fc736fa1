/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.systemtests.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.checkpointing.storage.CheckpointPaths;
import io.sampo.checkpointing.storage.CheckpointRef;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * A job of some million readings is killed 40 times, each time after at least one new checkpoint:
 * 20 times from outside at any moment, and five times at each {@link HaltPoint}. Each process goes
 * on from the last checkpoint of the one before. The last one is left alone, and then the files
 * that readers see must hold what a plain loop computes: nothing is lost, nothing is there twice.
 *
 * <p>{@code -Dsampo.kill.seed=7} chooses other moments and another order; {@code
 * -Dsampo.kill.kills} and {@code -Dsampo.kill.halts} another number of kills at any moment and at
 * each point.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class KillIT {
    private static final long SEED = Long.getLong("sampo.kill.seed", 1);
    private static final int KILLS = Integer.getInteger("sampo.kill.kills", 20);
    private static final int HALTS = Integer.getInteger("sampo.kill.halts", 5);

    private static final long LEAST_READINGS = 4_000_000;
    private static final long RATE = 100_000;
    private static final int LONGEST_DELAY_MILLIS = 300;
    private static final int MOST_CHECKPOINTS = 4;
    private static final int MOST_PARALLELISM = 4;

    /** How often the record is looked at. */
    private static final long POLL_MILLIS = 2;

    /** Far beyond what anything here takes. */
    private static final long DEADLINE_MILLIS = 300_000;

    private static final long DEADLINE_NANOS = DEADLINE_MILLIS * 1_000_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    private final Random random = new Random(SEED);
    private KilledRun.Places places;
    private CheckpointPaths checkpoints;
    private long runNanos;

    @Test
    void heapStateSurvivesKills() throws Exception {
        killAgainAndAgain("heap", false);
    }

    @Test
    void rocksDbStateSurvivesKills() throws Exception {
        killAgainAndAgain("rocksdb", false);
    }

    @Test
    void stateSurvivesKillsAndAnotherParallelismEachTime() throws Exception {
        killAgainAndAgain("heap", true);
    }

    private void killAgainAndAgain(String backend, boolean rescale) throws Exception {
        places = new KilledRun.Places(directory);
        checkpoints = new CheckpointPaths(places.checkpoints(), KilledRun.Places.JOB);
        // the first one settles the number of splits
        int parallelism = rescale ? MOST_PARALLELISM : 2;
        for (HaltPoint point : shuffledEnds()) {
            int after = 1 + random.nextInt(MOST_CHECKPOINTS);
            KilledRun run =
                    new KilledRun(backend, parallelism, KilledRun.ENDLESS, RATE, point, after);
            int attempt = RecordFile.read(checkpoints).attempt() + 1;
            long started = System.nanoTime();
            try (Child child = Child.start(run, places)) {
                if (point == HaltPoint.NONE) {
                    killAtAnyMoment(child, attempt, run);
                } else {
                    letHalt(child, attempt, run);
                }
            }
            runNanos += System.nanoTime() - started;
            if (rescale) {
                parallelism = otherThan(parallelism);
            }
        }
        finish(backend, parallelism);
    }

    private List<HaltPoint> shuffledEnds() {
        List<HaltPoint> ends = new ArrayList<>();
        for (HaltPoint point : HaltPoint.values()) {
            int times = point == HaltPoint.NONE ? KILLS : HALTS;
            ends.addAll(Collections.nCopies(times, point));
        }
        Collections.shuffle(ends, random);
        return ends;
    }

    private int otherThan(int parallelism) {
        int other = 1 + random.nextInt(MOST_PARALLELISM - 1);
        return other < parallelism ? other : other + 1;
    }

    private void killAtAnyMoment(Child child, int attempt, KilledRun run) throws Exception {
        long deadline = System.nanoTime() + DEADLINE_NANOS;
        while (RecordFile.read(checkpoints).checkpointsOf(attempt) == 0) {
            boolean ended = child.endsWithin(POLL_MILLIS);
            assertThat(ended).as(() -> "ended early: " + at(run, child)).isFalse();
            assertThat(System.nanoTime())
                    .as(() -> "no checkpoint: " + at(run, child))
                    .isLessThan(deadline);
        }
        boolean ended = child.endsWithin(random.nextInt(LONGEST_DELAY_MILLIS));
        assertThat(ended).as(() -> "ended early: " + at(run, child)).isFalse();

        assertThat(child.kill()).as(() -> "killed: " + at(run, child)).isEqualTo(Child.KILLED);

        RecordFile record = RecordFile.read(checkpoints);
        assertThat(places.note()).as(() -> at(run, child)).doesNotExist();
        assertThat(record.attempt()).as(() -> at(run, child)).isEqualTo(attempt);
        assertThat(record.ending()).as(() -> "it ran: " + at(run, child)).isEqualTo("none");
    }

    private void letHalt(Child child, int attempt, KilledRun run) throws Exception {
        assertThat(child.endsWithin(DEADLINE_MILLIS)).as(() -> "halts: " + at(run, child)).isTrue();
        assertThat(child.exitCode()).as(() -> "halted: " + at(run, child)).isEqualTo(Child.KILLED);
        assertThat(places.note()).as(() -> "at its point: " + at(run, child)).exists();

        Halting.Note note = Halting.Note.read(places.note());
        RecordFile record = RecordFile.read(checkpoints);
        String where = note + " " + record + " " + at(run, child);
        assertThat(note.point()).as(where).isEqualTo(run.point());
        assertThat(record.attempt()).as(where).isEqualTo(attempt);
        boolean named = record.names(note.checkpoint());
        assertThat(record.checkpointsOf(attempt))
                .as("a new one is complete, beside the one that is cut off: %s", where)
                .isGreaterThanOrEqualTo(named ? 2 : 1);
        // what lies on the disk shows that it was this point
        boolean written = Files.exists(metadataOf(note.checkpoint(), attempt));
        long committed = OutputFiles.list(places.output()).visibleOf(note.checkpoint());
        boolean isThere =
                switch (run.point()) {
                    case BEFORE_METADATA -> !written && !named && committed == 0;
                    case BEFORE_RECORD -> written && !named && committed == 0;
                    case BEFORE_COMMITS -> written && named && committed == 0;
                    case AMID_COMMITS ->
                            written && named && committed > 0 && !Files.exists(note.next());
                    case NONE -> false;
                };
        assertThat(isThere)
                .as("written=%s named=%s committed=%d %s", written, named, committed, where)
                .isTrue();
    }

    private Path metadataOf(long checkpoint, int attempt) {
        return checkpoints.metadata(new CheckpointRef(checkpoint, attempt, false));
    }

    private void finish(String backend, int parallelism) throws Exception {
        // more than there can have been yet, even if this machine was held up for long
        long readings = Math.max(LEAST_READINGS, RATE * runNanos / NANOS_PER_SECOND + RATE);
        KilledRun run = new KilledRun(backend, parallelism, readings, 0, HaltPoint.NONE, 0);
        try (Child child = Child.start(run, places)) {
            assertThat(child.endsWithin(DEADLINE_MILLIS))
                    .as(() -> "finishes: " + at(run, child))
                    .isTrue();
            assertThat(child.exitCode()).as(() -> "finished: " + at(run, child)).isZero();

            OutputFiles output = OutputFiles.list(places.output());
            Map<String, Integer> difference =
                    Oracle.difference(output.lines(), Oracle.lines(readings));
            assertThat(difference)
                    .as(() -> "how often too often (lost: negative): " + at(run, child))
                    .isEmpty();
            assertThat(output.hidden()).as(() -> "left over: " + at(run, child)).isEmpty();
            RecordFile record = RecordFile.read(checkpoints);
            assertThat(record.ending()).as(() -> at(run, child)).isEqualTo("finished");
            assertThat(RecordFile.directories(checkpoints.jobDirectory()))
                    .as(() -> "those kept: " + at(run, child))
                    .containsExactlyElementsOf(record.directories());
        }
    }

    private String at(KilledRun run, Child child) {
        return "seed=" + SEED + " " + run + " directory=" + directory + " log:\n" + child.tail();
    }
}
