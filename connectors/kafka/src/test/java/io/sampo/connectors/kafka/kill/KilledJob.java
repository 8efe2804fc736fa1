/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.checkpointing.storage.CheckpointPaths;
import io.sampo.core.testkit.ChildJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * A job, seen from the test: one process after the other runs it until it is killed, at last one to
 * its end.
 */
final class KilledJob {
    /** Of a process that SIGKILL has ended, or that has halted as if. */
    private static final int KILLED = 137;

    private static final int MOST_PARALLELISM = 3;
    private static final int TAIL_BYTES = 6000;
    private static final long LIMIT_SECONDS = 600;
    private static final long POLL_MILLIS = 5;

    private final KafkaRun.Job job;
    private final long intervalMillis;
    private final int mostCheckpoints;
    private final long seed;
    private final Random random;

    /**
     * Creates a job that has not been started.
     *
     * @param mostCheckpoints that a process completes before it ends, more or less
     */
    KilledJob(KafkaRun.Job job, long intervalMillis, int mostCheckpoints, long seed) {
        this.job = job;
        this.intervalMillis = intervalMillis;
        this.mostCheckpoints = mostCheckpoints;
        this.seed = seed;
        this.random = new Random(seed);
    }

    /** Runs the job until it ends at each of the points. */
    void killAt(List<HaltPoint> points) throws Exception {
        for (HaltPoint point : points) {
            int checkpoints = 1 + random.nextInt(mostCheckpoints);
            Process process = start(point, checkpoints);
            try {
                if (point == HaltPoint.NONE) {
                    awaitCheckpoints(process, checkpoints);
                    boolean ended =
                            process.waitFor(
                                    random.nextInt((int) intervalMillis), TimeUnit.MILLISECONDS);
                    assertThat(ended).as(() -> "ended early: " + log()).isFalse();
                } else {
                    assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS))
                            .as(() -> "halts: " + point + " " + log())
                            .isTrue();
                }
            } finally {
                process.destroyForcibly();
            }
            assertThat(process.waitFor()).as(() -> point + " " + log()).isEqualTo(KILLED);
        }
    }

    /** Runs the job to its end. */
    void finish() throws Exception {
        Process process = start(HaltPoint.NONE, 0);
        try {
            assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).as(this::log).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor()).as(this::log).isZero();
    }

    private Process start(HaltPoint point, int after) throws IOException {
        int parallelism = 1 + random.nextInt(MOST_PARALLELISM);
        KafkaRun run = new KafkaRun(job, parallelism, intervalMillis, point, after);
        Files.createDirectories(job.directory());
        List<String> options = new ArrayList<>(ChildJvm.SHORT_LIVED);
        options.add("-Xmx256m");
        return ChildJvm.of(options, KilledKafkaJob.class, run.toArguments())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(job.log().toFile()))
                .start();
    }

    /** The record changes when an attempt begins, and with each completed checkpoint. */
    private void awaitCheckpoints(Process process, int wanted) throws Exception {
        String before = record();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        for (int changes = 0; changes < 1 + wanted; ) {
            boolean ended = process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
            assertThat(ended).as(() -> "ended early: " + log()).isFalse();
            assertThat(System.nanoTime()).as(this::log).isLessThan(deadline);
            String now = record();
            if (!now.equals(before)) {
                changes++;
                before = now;
            }
        }
    }

    private String record() throws IOException {
        Path record = new CheckpointPaths(job.checkpoints(), job.name()).record();
        return Files.exists(record) ? Files.readString(record) : "";
    }

    /** Returns how often an attempt failed in a process that went on. */
    long restarts() throws IOException {
        try (var lines = Files.lines(job.log(), StandardCharsets.UTF_8)) {
            return lines.filter(line -> line.contains("Attempt failed")).count();
        }
    }

    private String log() {
        String text;
        try {
            text = Files.readString(job.log());
        } catch (IOException failure) {
            text = failure.toString();
        }
        return "seed="
                + seed
                + " job="
                + job
                + " log:\n"
                + text.substring(Math.max(0, text.length() - TAIL_BYTES));
    }
}
