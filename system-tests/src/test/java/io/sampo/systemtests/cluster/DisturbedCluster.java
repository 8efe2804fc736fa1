/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.systemtests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.sampo.cluster.jobs.ClusterClient;
import io.sampo.cluster.jobs.RemoteJobExecutor;
import io.sampo.connectors.files.sink.FileSink;
import io.sampo.core.error.StreamException;
import io.sampo.core.testkit.ChildJvm;
import io.sampo.operators.stream.JobStatus;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.runtime.directory.JobSummary;
import io.sampo.systemtests.kill.OutputFiles;
import io.sampo.systemtests.kill.WindowSum;
import io.sampo.systemtests.kill.WindowSums;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** Three nodes in processes of their own, the job that runs on them, and who starts them again. */
final class DisturbedCluster implements AutoCloseable {
    static final int COUNT = 3;

    private static final String JOB = "window sums";
    private static final String TOKEN = "only-for-this-test";
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Pattern COMMIT =
            Pattern.compile("Checkpoint complete: .*checkpoint=(\\d+)");
    private static final int SHOWN = 6_000;

    private final Path directory;
    private final Network network;
    private final List<String> security = new ArrayList<>();
    private final List<Integer> control;
    private final List<Integer> http;
    private final List<NodeProcess> nodes = new ArrayList<>();

    /**
     * How many attempts at each checkpoint were complete, told by logs of nodes that have ended.
     */
    private final Map<Long, Integer> commits = new HashMap<>();

    private DisturbedCluster(Path directory, Network network) throws IOException {
        this.directory = directory;
        this.network = network;
        List<Integer> ports = ChildJvm.freePorts(2 * COUNT);
        control = ports.subList(0, COUNT);
        http = ports.subList(COUNT, 2 * COUNT);
    }

    /**
     * Starts the nodes.
     *
     * @param certificates of the nodes; empty if they trust whoever reaches them
     */
    static DisturbedCluster start(
            Path directory, Network network, Optional<Certificates> certificates) throws Exception {
        DisturbedCluster cluster = new DisturbedCluster(directory, network);
        for (int i = 0; i < COUNT; i++) {
            cluster.security.add(
                    certificates.isPresent()
                            ? certificates.get().settingsOf(name(i), network.host(i))
                            : "sampo.node.security.insecure = true");
        }
        try {
            for (int i = 0; i < COUNT; i++) {
                cluster.nodes.add(cluster.startNode(i));
            }
            cluster.nodes.get(0).awaitMembers(COUNT);
        } catch (IOException | RuntimeException | AssertionError failure) {
            cluster.close();
            throw failure;
        }
        return cluster;
    }

    private static String name(int index) {
        return "node-" + (index + 1);
    }

    private NodeProcess startNode(int index) throws IOException {
        String seeds =
                IntStream.range(0, COUNT)
                        .mapToObj(i -> "\"" + network.host(i) + ":" + control.get(i) + "\"")
                        .collect(Collectors.joining(", "));
        return NodeProcess.start(
                directory,
                name(index),
                network.prefix(index),
                """
                sampo.node {
                  name = %s
                  bind-host = "%s", http-host = "%2$s"
                  seeds = [%s]
                  ports { control = %d, data = 0, lifeline = 0, http = %d }
                  data-dir = "%s"
                  memory.total = 512m
                  slots = 3
                }
                sampo.network.token = "%s"
                sampo.checkpoint.dir = "%s"
                %s
                """
                        .formatted(
                                name(index),
                                network.host(index),
                                seeds,
                                control.get(index),
                                http.get(index),
                                directory.resolve(name(index)).resolve("data"),
                                TOKEN,
                                directory.resolve("shared"),
                                security.get(index)));
    }

    NodeProcess node(int index) {
        return nodes.get(index);
    }

    List<NodeProcess> nodes() {
        return List.copyOf(nodes);
    }

    Network network() {
        return network;
    }

    /** Nodes are started in their order, and those that come back are younger. */
    NodeProcess oldest() {
        NodeProcess oldest = nodes.get(0);
        for (NodeProcess node : nodes) {
            if (node.startedNanos() - oldest.startedNanos() < 0) {
                oldest = node;
            }
        }
        return oldest;
    }

    private ClusterClient client(int index) {
        return new ClusterClient(network.host(index) + ":" + http.get(index), Optional.of(TOKEN));
    }

    /** Returns what the job is written with; {@link #submit(StreamEnvironment)} starts it. */
    StreamEnvironment newEnvironment() {
        return StreamEnvironment.create(
                        ConfigFactory.load(), new RemoteJobExecutor(client(0), List.of()))
                .setParallelism(COUNT)
                .enableCheckpointing(Duration.ofMillis(200), directory.resolve("shared"))
                .set("sampo.watermark.interval", Duration.ofMillis(20));
    }

    void submit(StreamEnvironment env) {
        env.executeAsync(JOB);
    }

    /** Submits window sums: of so many readings, as many of them a second as asked for. */
    void submit(long readings, long ratePerSecond) {
        StreamEnvironment env = newEnvironment();
        WindowSums.write(
                env,
                readings,
                ratePerSecond,
                FileSink.text(directory.resolve("output"), WindowSum::toLine));
        submit(env);
    }

    /** Returns what readers of the output see. */
    List<String> output() throws IOException {
        return OutputFiles.list(directory.resolve("output")).lines();
    }

    /** Asks whoever answers. */
    Optional<JobSummary> job() {
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

    /** Waits until the job has gone on. */
    void awaitNewCheckpoint() {
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

    /**
     * Waits until the job has finished.
     *
     * @param work how long it takes if nothing disturbs it
     */
    void awaitEnd(Duration work) {
        Awaitility.await()
                .atMost(LIMIT.plus(work))
                .untilAsserted(
                        () ->
                                assertThat(job().map(JobSummary::status))
                                        .as(this::where)
                                        .contains(JobStatus.FINISHED));
    }

    /** Starts again what has ended, until all are there. */
    void supervise() {
        Awaitility.await()
                .atMost(LIMIT)
                .untilAsserted(
                        () -> {
                            for (int i = 0; i < COUNT; i++) {
                                if (!nodes.get(i).isAlive()) {
                                    nodes.get(i).close();
                                    countCommits(nodes.get(i), commits);
                                    nodes.set(i, startNode(i));
                                }
                            }
                            for (NodeProcess node : nodes) {
                                assertThat(node.members()).as(this::where).isEqualTo(COUNT);
                            }
                        });
    }

    /** Returns the checkpoints that more than one job master completed: there must be none. */
    List<Long> committedTwice() {
        Map<Long, Integer> all = new HashMap<>(commits);
        nodes.forEach(node -> countCommits(node, all));
        assertThat(all).as(this::where).isNotEmpty();
        return all.entrySet().stream()
                .filter(commit -> commit.getValue() > 1)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static void countCommits(NodeProcess node, Map<Long, Integer> counts) {
        Matcher commit = COMMIT.matcher(node.log());
        while (commit.find()) {
            counts.merge(Long.valueOf(commit.group(1)), 1, Integer::sum);
        }
    }

    /** Returns what is known, for the message of a failure. */
    String where() {
        StringBuilder text = new StringBuilder().append(job());
        for (NodeProcess node : nodes) {
            String log = node.log();
            text.append("\n== ").append(node.name()).append('\n');
            text.append(log.substring(Math.max(0, log.length() - SHOWN)));
        }
        return text.toString();
    }

    @Override
    public void close() throws InterruptedException {
        for (NodeProcess node : nodes) {
            node.close();
        }
        network.close();
    }
}
