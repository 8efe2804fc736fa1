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
import io.sampo.core.testkit.ChildJvm;
import io.sampo.operators.stream.JobStatus;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.runtime.directory.JobSummary;
import io.sampo.systemtests.kill.Oracle;
import io.sampo.systemtests.kill.OutputFiles;
import io.sampo.systemtests.kill.WindowSum;
import io.sampo.systemtests.kill.WindowSums;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * A job on three nodes gets another parallelism, and the node that has its master and the directory
 * of jobs is killed as soon as that was accepted. The job has it all the same, and its output is
 * what a plain loop computes.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class RescaleIT {
    private static final int COUNT = 3;
    private static final String JOB = "window-sums";
    private static final long RATE = 20_000;
    private static final long READINGS = 30 * RATE;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    private final List<NodeProcess> nodes = new ArrayList<>();
    private List<Integer> ports = List.of();

    @AfterEach
    void stopNodes() throws InterruptedException {
        for (NodeProcess node : nodes) {
            node.close();
        }
    }

    private void startNodes() throws IOException {
        ports = ChildJvm.freePorts(2 * COUNT);
        String seeds =
                ports.subList(0, COUNT).stream()
                        .map(port -> "\"127.0.0.1:" + port + "\"")
                        .collect(Collectors.joining(", "));
        for (int i = 0; i < COUNT; i++) {
            String name = "node-" + (i + 1);
            nodes.add(
                    NodeProcess.start(
                            directory,
                            name,
                            """
                            sampo.node {
                              name = %s
                              seeds = [%s]
                              ports { control = %d, data = 0, lifeline = 0, http = %d }
                              data-dir = "%s"
                              memory.total = 512m
                              slots = 2
                            }
                            sampo.checkpoint.dir = "%s"
                            """
                                    .formatted(
                                            name,
                                            seeds,
                                            ports.get(i),
                                            ports.get(COUNT + i),
                                            directory.resolve(name).resolve("data"),
                                            directory.resolve("shared"))));
        }
        nodes.get(0).awaitMembers(COUNT);
    }

    private String http(int node) {
        return "127.0.0.1:" + ports.get(COUNT + node);
    }

    private ClusterClient client(int node) {
        return new ClusterClient(http(node), Optional.empty());
    }

    @Test
    void aRescaledJobSurvivesTheLossOfItsMaster() throws Exception {
        assumeTrue(File.separatorChar == '/', "signals are needed; this is no such system");
        startNodes();
        StreamEnvironment env =
                StreamEnvironment.create(
                                ConfigFactory.load(), new RemoteJobExecutor(client(0), List.of()))
                        .setParallelism(2)
                        .enableCheckpointing(Duration.ofMillis(500), directory.resolve("shared"))
                        .set("sampo.watermark.interval", Duration.ofMillis(20));
        WindowSums.write(
                env, READINGS, RATE, FileSink.text(directory.resolve("output"), WindowSum::toLine));
        env.executeAsync(JOB);
        awaitJob(0, "a checkpoint", job -> job.checkpointId() > 1);

        int before = client(1).job(JOB).orElseThrow().attempt();
        // Workers that have just joined may not be known to the directory for a second or two.
        Awaitility.await()
                .atMost(LIMIT)
                .untilAsserted(() -> assertThat(rescale("4")).matches("\\d+ 4"));
        nodes.get(0).signal("KILL");
        JobSummary four =
                awaitJob(
                        1,
                        "parallelism 4",
                        job ->
                                job.parallelism() == 4
                                        && job.attempt() > before
                                        && job.status() == JobStatus.RUNNING);
        JobSummary three = client(1).rescale(JOB, List.of("3"), LIMIT);
        assertThat(three.parallelism()).isEqualTo(3);
        awaitJob(1, "the end", job -> job.status() == JobStatus.FINISHED);

        List<String> found = OutputFiles.list(directory.resolve("output")).lines();
        assertThat(Oracle.difference(found, Oracle.lines(READINGS)))
                .as(() -> "how often too often (lost: negative): " + logs())
                .isEmpty();
        System.out.printf(
                "rescale: 2 to 4 with a kill in attempt %d, 4 to 3 in %d ms, %d results%n",
                four.attempt(), three.downMillis(), found.size());
    }

    /** Without waiting for more than that it was accepted, or refused for a reason. */
    private String rescale(String parallelism) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(
                                        URI.create(
                                                "http://" + http(0) + "/jobs/" + JOB + "/rescale"))
                                .header("X-Sampo-Client", "1")
                                .POST(HttpRequest.BodyPublishers.ofString(parallelism))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body()
                .strip();
    }

    private interface Wanted {
        boolean test(JobSummary job);
    }

    private JobSummary awaitJob(int node, String what, Wanted wanted) {
        return Awaitility.await()
                .atMost(LIMIT)
                .ignoreException(StreamException.class)
                .until(
                        () -> client(node).job(JOB).orElse(JobSummary.fresh(JOB, 0)),
                        job -> {
                            assertThat(job.failure()).as(() -> what + ": " + logs()).isEmpty();
                            return wanted.test(job);
                        });
    }

    private String logs() {
        StringBuilder text = new StringBuilder();
        for (NodeProcess node : nodes) {
            String log = node.log();
            text.append("\n== ").append(node.name()).append('\n');
            text.append(log.substring(Math.max(0, log.length() - 6_000)));
        }
        return text.toString();
    }
}
