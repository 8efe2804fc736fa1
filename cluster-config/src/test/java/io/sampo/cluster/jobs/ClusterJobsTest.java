/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.sampo.cluster.config.NodeConfig;
import io.sampo.cluster.launch.ClusterNode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.function.MapFunction;
import io.sampo.operators.stream.JobClient;
import io.sampo.operators.stream.JobStatus;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.runtime.directory.JobSummary;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs on nodes that are, for once, all in this JVM. */
class ClusterJobsTest {
    private static final long LIMIT_SECONDS = 60;
    private static final int NUMBERS = 20_000;
    private static final int KEYS = 50;

    /** By job and key, the highest count that came out: the job's classes are those of the test. */
    private static final Map<String, Long> COUNTS = new ConcurrentHashMap<>();

    @TempDir private Path directory;

    private final List<ClusterNode> nodes = new ArrayList<>();

    @AfterEach
    void stopNodes() {
        for (int i = nodes.size() - 1; i >= 0; i--) {
            nodes.get(i).close();
        }
    }

    private ClusterNode startNode(int slots) throws Exception {
        String seed = nodes.isEmpty() ? "" : "\"" + nodes.get(0).address() + "\"";
        ClusterNode node =
                ClusterNode.start(
                        NodeConfig.from(
                                ConfigFactory.load(
                                        ConfigFactory.parseString(
                                                """
                                                sampo.node {
                                                  ports { control = 0, data = 0, lifeline = 0, http = 0 }
                                                  data-dir = "%s"
                                                  seeds = [%s]
                                                  slots = %d
                                                }
                                                sampo.checkpoint.dir = "%s"
                                                """
                                                        .formatted(
                                                                directory.resolve(
                                                                        "data" + nodes.size()),
                                                                seed,
                                                                slots,
                                                                directory.resolve("shared"))))),
                        List.of(new ClusterJobs()),
                        ClusterNode.Hosting.SHARED_PROCESS);
        nodes.add(node);
        node.whenUp().toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        return node;
    }

    private ClusterClient client() {
        return new ClusterClient(nodes.get(0).httpAddress().toString(), Optional.empty());
    }

    private StreamEnvironment environment(String settings) {
        Config config = ConfigFactory.load(ConfigFactory.parseString(settings));
        return StreamEnvironment.create(config, new RemoteJobExecutor(client(), List.of()))
                .setParallelism(2);
    }

    /** Counts numbers by key, and writes the counts down. */
    private static final class Note implements MapFunction<long[], String> {
        private static final long serialVersionUID = 1L;

        private final String job;

        Note(String job) {
            this.job = job;
        }

        @Override
        public String map(long[] count) {
            COUNTS.merge(job + "/" + count[0], count[1], Math::max);
            return job;
        }
    }

    private static void count(StreamEnvironment env, String job, MapFunction<Long, Long> on) {
        env.fromCollection(LongStream.range(0, NUMBERS).boxed().toList())
                .name("numbers")
                .rebalance()
                .map(on)
                .map(number -> new long[] {number % KEYS, 1})
                .keyBy(pair -> pair[0])
                .reduce((one, other) -> new long[] {one[0], one[1] + other[1]})
                .name("count")
                .map(new Note(job))
                .name("note")
                .print();
    }

    private void awaitSlots(int slots) {
        await().atMost(Duration.ofSeconds(LIMIT_SECONDS))
                .untilAsserted(
                        () ->
                                assertThat(nodes.stream().mapToInt(n -> n.view().members().size()))
                                        .allMatch(members -> members == slots));
    }

    @Test
    void aJobRunsOverTwoNodes() throws Exception {
        startNode(1);
        startNode(1);
        awaitSlots(2);
        StreamEnvironment env = environment("");
        count(env, "over-two-nodes", number -> number);

        JobClient job = env.executeAsync("over-two-nodes");
        job.result().get(LIMIT_SECONDS, TimeUnit.SECONDS);

        for (int key = 0; key < KEYS; key++) {
            assertThat(COUNTS).containsEntry("over-two-nodes/" + key, (long) NUMBERS / KEYS);
        }
        assertThat(client().job("over-two-nodes"))
                .hasValueSatisfying(
                        summary -> assertThat(summary.status()).isEqualTo(JobStatus.FINISHED));
    }

    @Test
    void aFailureOfUserCodeIsToldWithItsPlace() throws Exception {
        startNode(2);
        StreamEnvironment env = environment("sampo.restart.strategy = none");
        count(
                env,
                "fails",
                number -> {
                    if (number == NUMBERS / 2) {
                        throw new IllegalStateException("own");
                    }
                    return number;
                });

        assertThatThrownBy(() -> env.execute("fails"))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("own")
                .hasMessageContaining("operator=");
    }

    /** State goes along by key group; what came between checkpoint and stop is counted once. */
    @Test
    void aJobIsRescaledWhileRecordsFlow() throws Exception {
        startNode(2);
        startNode(2);
        awaitSlots(2);
        StreamEnvironment env =
                environment("sampo.checkpoint.interval = 1h")
                        .set("sampo.checkpoint.dir", directory.resolve("shared"));
        String name = "rescaled";
        count(
                env,
                name,
                number -> {
                    Thread.sleep(1);
                    return number;
                });
        JobClient job = env.executeAsync(name);
        awaitRunning(name);

        assertThatThrownBy(() -> rescale(name, "5"))
                .hasMessageContaining("too few free slots")
                .hasMessageContaining("parallelism=5 free=4");
        assertThatThrownBy(() -> rescale(name, "2")).hasMessageContaining("already");
        assertThatThrownBy(() -> rescale(name, "200"))
                .hasMessageContaining("parallelism=200 maxParallelism=128");
        assertThatThrownBy(() -> rescale(name, "unknown=3"))
                .hasMessageContaining("no such operator")
                .hasMessageContaining("count");
        assertThatThrownBy(() -> rescale(name, "some")).hasMessageContaining("given='some'");
        assertThatThrownBy(() -> rescale("other", "2")).hasMessageContaining("no job of that name");
        JobSummary four = rescale(name, "4");
        assertThat(four.parallelism()).isEqualTo(4);
        assertThat(four.attempt()).isEqualTo(2);
        assertThat(four.downMillis()).isPositive();
        JobSummary three = rescale(name, "3");
        assertThat(three.parallelism()).isEqualTo(3);
        assertThat(three.status()).as("it did not end before").isEqualTo(JobStatus.RUNNING);

        job.result().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        for (int key = 0; key < KEYS; key++) {
            assertThat(COUNTS).containsEntry(name + "/" + key, (long) NUMBERS / KEYS);
        }
        assertThatThrownBy(() -> rescale(name, "2")).hasMessageContaining("status=FINISHED");
    }

    private JobSummary rescale(String job, String parallelism) {
        return client().rescale(job, List.of(parallelism), Duration.ofSeconds(LIMIT_SECONDS));
    }

    private void awaitRunning(String job) {
        await().atMost(Duration.ofSeconds(LIMIT_SECONDS))
                .untilAsserted(
                        () ->
                                assertThat(client().job(job))
                                        .hasValueSatisfying(
                                                now -> assertThat(now.recordsRead()).isPositive()));
    }

    /** Neither a page in a browser nor somebody else's name for this machine gets in. */
    @Test
    void requestsThatAWebPageCouldMakeAreRefused() throws Exception {
        startNode(1);
        String node = nodes.get(0).httpAddress().toString();

        assertThat(post(node, "/jobs", List.of())).startsWith("HTTP/1.1 403 ");
        assertThat(post(node, "/jobs", List.of("Host: evil.example", "X-Sampo-Client: 1")))
                .startsWith("HTTP/1.1 403 ");
        assertThat(post(node, "/jobs", List.of("Host: localhost", "X-Sampo-Client: 1")))
                .as("it is no job")
                .startsWith("HTTP/1.1 400 ");
        assertThat(post(node, "/jobs/unknown/cancel", List.of("X-Sampo-Client: 1")))
                .startsWith("HTTP/1.1 403 ");
    }

    /** The JDK's client does not let a name be given for the host. */
    private static String post(String node, String path, List<String> headers) throws Exception {
        String[] address = node.split(":");
        try (Socket socket = new Socket(address[0], Integer.parseInt(address[1]))) {
            String request =
                    "POST "
                            + path
                            + " HTTP/1.1\r\n"
                            + String.join("", headers.stream().map(line -> line + "\r\n").toList())
                            + "Content-Length: 0\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aNameIsTakenWhileItsJobRunsAndFreeAfterwards() throws Exception {
        startNode(2);
        StreamEnvironment env = environment("");
        count(
                env,
                "endless",
                number -> {
                    Thread.sleep(1);
                    return number;
                });
        JobClient job = env.executeAsync("endless");
        StreamEnvironment again = environment("");
        count(again, "endless", number -> number);

        assertThatThrownBy(() -> again.executeAsync("endless"))
                .hasMessageContaining("runs already: job=endless");
        job.cancel().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        assertThat(client().jobs())
                .anySatisfy(summary -> assertThat(summary.status()).isEqualTo(JobStatus.CANCELLED));
        assertThatThrownBy(() -> client().carryOut(ClusterClient.Request.CANCEL, "unknown"))
                .hasMessageContaining("known=[endless]");
    }
}
