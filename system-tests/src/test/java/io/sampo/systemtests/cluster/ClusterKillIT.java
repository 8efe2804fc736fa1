/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.systemtests.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.typesafe.config.ConfigFactory;
import io.sampo.cluster.jobs.ClusterClient;
import io.sampo.cluster.jobs.RemoteJobExecutor;
import io.sampo.connectors.files.sink.FileSink;
import io.sampo.core.error.StreamException;
import io.sampo.operators.stream.JobStatus;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.runtime.directory.JobSummary;
import io.sampo.systemtests.kill.Oracle;
import io.sampo.systemtests.kill.OutputFiles;
import io.sampo.systemtests.kill.WindowSum;
import io.sampo.systemtests.kill.WindowSums;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * A job runs on three nodes, some of which are killed, hang, or leave again and again, each time
 * after at least one new checkpoint; a supervisor starts again what has ended. Then the files that
 * readers see must hold what a plain loop computes: nothing is lost, nothing is there twice.
 *
 * <p>{@code -Dcluster-kill.seed=7} chooses other faults, {@code -Dcluster-kill.faults} how many.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class ClusterKillIT {
    private static final long SEED = Long.getLong("cluster-kill.seed", 1);
    private static final int FAULTS = Integer.getInteger("cluster-kill.faults", 5);

    private static final int COUNT = 3;
    private static final String JOB = "window sums";
    private static final long RATE = 20_000;
    private static final long READINGS_FOR_A_FAULT = 16 * RATE;
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final int SHORTEST_HANG_MILLIS = 1_000;
    private static final int LONGEST_HANG_MILLIS = 8_000;
    private static final int LONGEST_DELAY_MILLIS = 1_000;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    private final Random random = new Random(SEED);
    private final List<NodeProcess> nodes = new ArrayList<>();
    private final List<String> history = new ArrayList<>();
    private List<Integer> control = List.of();
    private List<Integer> http = List.of();

    /** What happens to nodes. */
    private enum FaultKind {
        /** One is killed. */
        KILL,
        /** The one that has been there longest, and so has the directory of jobs, is killed. */
        KILL_OLDEST,
        /** Two are killed at once. */
        KILL_TWO,
        /** All are killed at once. */
        KILL_ALL,
        /** One stands still for a while. */
        HANG,
        /** One is stopped, and leaves. */
        LEAVE
    }

    @AfterEach
    void stopNodes() throws InterruptedException {
        for (NodeProcess node : nodes) {
            node.close();
        }
    }

    @Test
    void nothingIsLostOrDoubled() throws Exception {
        assumeTrue(File.separatorChar == '/', "signals are needed; this is no such system");
        control = NodeProcess.freePorts(2 * COUNT);
        http = control.subList(COUNT, 2 * COUNT);
        for (int i = 0; i < COUNT; i++) {
            nodes.add(start(i));
        }
        nodes.get(0).awaitMembers(COUNT);
        long readings = (FAULTS + 1) * READINGS_FOR_A_FAULT;
        submit(readings);
        for (int i = 0; i < FAULTS; i++) {
            awaitNewCheckpoint();
            FaultKind kind = kinds().get(i % kinds().size());
            history.add(kind.toString());
            cause(kind);
            supervise();
        }
        awaitEnd();

        List<String> found = OutputFiles.list(directory.resolve("output")).lines();
        assertThat(Oracle.difference(found, Oracle.lines(readings)))
                .as(() -> "how often too often (lost: negative): " + where())
                .isEmpty();
        System.out.printf(
                "cluster: %,d readings, %d results, faults %s, %d attempts, seed %d%n",
                readings, found.size(), history, job().map(JobSummary::attempt).orElse(0), SEED);
    }

    /** All kinds, in an order of the seed, before one comes again. */
    private List<FaultKind> kinds() {
        List<FaultKind> kinds = new ArrayList<>(List.of(FaultKind.values()));
        Collections.shuffle(kinds, new Random(SEED));
        return kinds;
    }

    private NodeProcess start(int index) throws IOException {
        String name = "node-" + (index + 1);
        String seeds =
                control.subList(0, COUNT).stream()
                        .map(port -> "\"127.0.0.1:" + port + "\"")
                        .collect(Collectors.joining(", "));
        return NodeProcess.start(
                directory,
                name,
                """
                sampo.node {
                  name = %s
                  seeds = [%s]
                  ports { control = %d, data = 0, lifeline = 0, http = %d }
                  data-dir = "%s"
                  memory.total = 512m
                  slots = 3
                }
                sampo.checkpoint.dir = "%s"
                """
                        .formatted(
                                name,
                                seeds,
                                control.get(index),
                                http.get(index),
                                directory.resolve(name).resolve("data"),
                                directory.resolve("shared")));
    }

    private ClusterClient client(int index) {
        return new ClusterClient("127.0.0.1:" + http.get(index), Optional.empty());
    }

    private void submit(long readings) {
        StreamEnvironment env =
                StreamEnvironment.create(
                                ConfigFactory.load(), new RemoteJobExecutor(client(0), List.of()))
                        .setParallelism(COUNT)
                        .enableCheckpointing(Duration.ofMillis(200), directory.resolve("shared"))
                        .set("sampo.watermark.interval", Duration.ofMillis(20));
        WindowSums.write(
                env, readings, RATE, FileSink.text(directory.resolve("output"), WindowSum::toLine));
        env.executeAsync(JOB);
    }

    /** Asks whoever answers. */
    private Optional<JobSummary> job() {
        for (int i = 0; i < COUNT; i++) {
            try {
                Optional<JobSummary> found = client(i).job(JOB);
                if (found.isPresent()) {
                    return found;
                }
            } catch (StreamException gone) {
                // ask the next one
            }
        }
        return Optional.empty();
    }

    private void awaitNewCheckpoint() {
        long before = job().map(JobSummary::checkpointId).orElse(0L);
        Awaitility.await()
                .atMost(LIMIT)
                .untilAsserted(
                        () ->
                                assertThat(job())
                                        .as(this::where)
                                        .hasValueSatisfying(
                                                job -> {
                                                    assertThat(job.checkpointId())
                                                            .isGreaterThan(before);
                                                    assertThat(job.status())
                                                            .isEqualTo(JobStatus.RUNNING);
                                                }));
    }

    private void cause(FaultKind kind) throws Exception {
        int one = random.nextInt(COUNT);
        history.add(Integer.toString(one));
        nodes.get(one).endsWithin(random.nextInt(LONGEST_DELAY_MILLIS));
        switch (kind) {
            case KILL -> nodes.get(one).signal("KILL");
            case KILL_OLDEST -> nodes.get(oldest()).signal("KILL");
            case KILL_TWO -> {
                nodes.get(one).signal("KILL");
                nodes.get((one + 1) % COUNT).signal("KILL");
            }
            case KILL_ALL -> {
                for (NodeProcess node : nodes) {
                    node.signal("KILL");
                }
            }
            case HANG -> {
                nodes.get(one).signal("STOP");
                nodes.get(one)
                        .endsWithin(
                                SHORTEST_HANG_MILLIS
                                        + random.nextInt(
                                                LONGEST_HANG_MILLIS - SHORTEST_HANG_MILLIS));
                nodes.get(one).signal("CONT");
            }
            case LEAVE -> nodes.get(one).signal("TERM");
        }
    }

    /** Nodes are started in their order, and those that come back are younger. */
    private int oldest() {
        int oldest = 0;
        for (int i = 1; i < COUNT; i++) {
            if (nodes.get(i).startedNanos() - nodes.get(oldest).startedNanos() < 0) {
                oldest = i;
            }
        }
        return oldest;
    }

    /** Starts again what has ended, until all are there. */
    private void supervise() {
        Awaitility.await()
                .atMost(LIMIT)
                .untilAsserted(
                        () -> {
                            for (int i = 0; i < COUNT; i++) {
                                if (!nodes.get(i).isAlive()) {
                                    nodes.get(i).close();
                                    nodes.set(i, start(i));
                                }
                            }
                            for (NodeProcess node : nodes) {
                                assertThat(node.members()).as(this::where).isEqualTo(COUNT);
                            }
                        });
    }

    private void awaitEnd() {
        Awaitility.await()
                .atMost(LIMIT)
                .untilAsserted(
                        () ->
                                assertThat(job().map(JobSummary::status))
                                        .as(this::where)
                                        .contains(JobStatus.FINISHED));
    }

    private String where() {
        StringBuilder text =
                new StringBuilder("seed=" + SEED + " history=" + history + " " + job());
        for (NodeProcess node : nodes) {
            String log = node.log();
            text.append("\n== ").append(node.name()).append('\n');
            text.append(log.substring(Math.max(0, log.length() - 6_000)));
        }
        return text.toString();
    }
}
