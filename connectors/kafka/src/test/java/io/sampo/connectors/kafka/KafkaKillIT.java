/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.connectors.kafka.testkit.KafkaBroker;
import io.sampo.connectors.kafka.testkit.RunningSums;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * A job from topic to topic whose process is killed, each time just after a checkpoint was
 * completed or a little later, and goes on with another parallelism. {@code
 * -Dsampo.kafka.kill.seed=7} chooses other moments, {@code -Dsampo.kafka.kill.kills} how many.
 */
class KafkaKillIT {
    @RegisterExtension static final KafkaBroker BROKER = new KafkaBroker();

    private static final long SEED = Long.getLong("sampo.kafka.kill.seed", 1);
    private static final int KILLS = Integer.getInteger("sampo.kafka.kill.kills", 5);
    private static final int RECORDS_PER_KILL = 40_000;
    private static final long PAUSE_NANOS = 200_000;
    private static final int MOST_CHECKPOINTS = 4;
    private static final int MOST_PARALLELISM = 3;
    private static final int LONGEST_DELAY_MILLIS = 40;
    private static final long LIMIT_SECONDS = 120;
    private static final int KILLED = 137;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    private final Random random = new Random(SEED);
    private String in;
    private String out;

    @Test
    void eachRecordCountsOnceThoughTheProcessIsKilled() throws Exception {
        in = BROKER.createTopic(RunningSums.PARTITIONS);
        out = BROKER.createTopic(RunningSums.PARTITIONS);
        Map<String, List<String>> expected =
                RunningSums.produce(BROKER, in, KILLS * RECORDS_PER_KILL);
        for (int kill = 0; kill < KILLS; kill++) {
            Process child = start(PAUSE_NANOS);
            try {
                awaitCheckpoints(child, 1 + random.nextInt(MOST_CHECKPOINTS));
                boolean ended =
                        child.waitFor(random.nextInt(LONGEST_DELAY_MILLIS), TimeUnit.MILLISECONDS);
                assertThat(ended).as(this::log).isFalse();
            } finally {
                child.destroyForcibly();
            }
            assertThat(child.waitFor()).isEqualTo(KILLED);
        }
        Process last = start(0);
        try {
            assertThat(last.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).as(this::log).isTrue();
        } finally {
            last.destroyForcibly();
        }

        assertThat(last.exitValue()).as(this::log).isZero();
        assertThat(RunningSums.read(BROKER, out)).as("seed=%d", SEED).isEqualTo(expected);
        assertThat(BROKER.openTransactions(out)).as("seed=%d", SEED).isEmpty();
    }

    private Process start(long pauseNanos) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledKafkaJob.class.getName(),
                        directory.resolve("checkpoints").toString(),
                        BROKER.address(),
                        in,
                        out,
                        String.valueOf(1 + random.nextInt(MOST_PARALLELISM)),
                        String.valueOf(pauseNanos))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("log").toFile()))
                .start();
    }

    /** The record changes when an attempt begins, and with each completed checkpoint. */
    private void awaitCheckpoints(Process child, int wanted) throws Exception {
        String before = record();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        for (int changes = 0; changes < 1 + wanted; ) {
            boolean ended = child.waitFor(2, TimeUnit.MILLISECONDS);
            assertThat(ended).as(this::log).isFalse();
            assertThat(System.nanoTime()).as(this::log).isLessThan(deadline);
            String now = record();
            if (!now.equals(before)) {
                changes++;
                before = now;
            }
        }
    }

    private String record() throws IOException {
        Path checkpoints = directory.resolve("checkpoints");
        if (!Files.exists(checkpoints)) {
            return "";
        }
        try (Stream<Path> jobs = Files.list(checkpoints)) {
            for (Path job : jobs.toList()) {
                if (Files.exists(job.resolve("LATEST"))) {
                    return Files.readString(job.resolve("LATEST"));
                }
            }
        }
        return "";
    }

    private String log() {
        try {
            String log = Files.readString(directory.resolve("log"));
            return "seed=" + SEED + " log:\n" + log.substring(Math.max(0, log.length() - 6000));
        } catch (IOException failure) {
            return "seed=" + SEED + " log: " + failure;
        }
    }
}
