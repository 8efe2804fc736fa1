/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.sampo.cluster.cli.Cli;
import io.sampo.connectors.datagen.DataGenSource;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.accumulator.ListAccumulator;
import io.sampo.operators.accumulator.LongCounter;
import io.sampo.operators.function.MapFunction;
import io.sampo.operators.function.RichFunction;
import io.sampo.operators.function.RuntimeContext;
import io.sampo.operators.stream.JobClient;
import io.sampo.operators.stream.JobResult;
import io.sampo.operators.stream.JobStatus;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.operators.watermark.WatermarkStrategy;
import io.sampo.runtime.directory.JobSummary;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Jobs on nodes that are, for once, all in this JVM. */
class ClusterJobsTest {
    private static final long LIMIT_SECONDS = 60;
    private static final int NUMBERS = 20_000;
    private static final int KEYS = 50;

    /** Far more than channels hold: a job whose source has ended is not rescaled any more. */
    private static final int MANY = 100_000;

    /** By job and key, the highest count that came out: the job's classes are those of the test. */
    private static final Map<String, Long> COUNTS = new ConcurrentHashMap<>();

    /** Whether jobs that take their time until then may come to their end. */
    private static final AtomicBoolean MAY_HURRY = new AtomicBoolean();

    private static final Logger LOG = LoggerFactory.getLogger(ClusterJobsTest.class);
    private static final AtomicInteger CALLS = new AtomicInteger();

    @TempDir private Path directory;

    private NodesInProcess nodes;

    @BeforeEach
    void prepareNodes() {
        MAY_HURRY.set(false);
        nodes = new NodesInProcess(directory);
    }

    @AfterEach
    void stopNodes() {
        nodes.close();
    }

    private ClusterClient client() {
        return nodes.client();
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

    private static Long slowly(Long number) {
        if (!MAY_HURRY.get()) {
            LockSupport.parkNanos(300_000);
        }
        return number;
    }

    private static void count(StreamEnvironment env, String job, MapFunction<Long, Long> on) {
        count(env, job, NUMBERS, on);
    }

    private static void count(
            StreamEnvironment env, String job, int numbers, MapFunction<Long, Long> on) {
        env.fromCollection(LongStream.range(0, numbers).boxed().toList())
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

    @Test
    void aJobRunsOverTwoNodes() throws Exception {
        nodes.start(1);
        nodes.start(1);
        nodes.awaitMembers(2);
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
        nodes.start(2);
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
                .isInstanceOfSatisfying(
                        StreamException.class,
                        told -> assertThat(told.code()).isEqualTo(ErrorCode.USER_FUNCTION))
                .hasMessageContaining("own")
                .hasMessageContaining("operator=");
    }

    /** Adds up what passes, and writes down which. */
    private static final class AddUp implements MapFunction<Long, Long>, RichFunction {
        private static final long serialVersionUID = 1L;

        private transient LongCounter sum;
        private transient ListAccumulator<Long> large;

        @Override
        public void open(RuntimeContext context) {
            sum = new LongCounter();
            large = new ListAccumulator<>();
            context.addAccumulator("sum", sum);
            context.addAccumulator("large", large);
        }

        @Override
        public Long map(Long number) {
            sum.add(number);
            if (number >= NUMBERS - 3) {
                large.add(number);
            }
            return number;
        }
    }

    @Test
    void whatFunctionsAddUpOnTwoNodesReachesTheProgram() throws Exception {
        nodes.start(1);
        nodes.start(1);
        nodes.awaitMembers(2);
        StreamEnvironment env = environment("");
        env.fromCollection(LongStream.range(0, NUMBERS).boxed().toList())
                .name("numbers")
                .rebalance()
                .map(new AddUp())
                .name("add-up")
                .shuffle()
                .map(number -> number)
                .name("pass");

        JobResult result = env.execute("adds-up");

        assertThat(result.<Long>accumulatorResult("sum"))
                .isEqualTo(LongStream.range(0, NUMBERS).sum());
        assertThat(result.<List<Long>>accumulatorResult("large"))
                .containsExactlyInAnyOrder(NUMBERS - 3L, NUMBERS - 2L, NUMBERS - 1L);
        assertThat(result.counters())
                .containsEntry("numbers/recordsRead", (long) NUMBERS)
                .containsEntry("numbers/recordsOut", (long) NUMBERS)
                .containsEntry("add-up/recordsIn", (long) NUMBERS)
                .containsEntry("add-up/recordsOut", (long) NUMBERS)
                .containsEntry("pass/recordsIn", (long) NUMBERS);
    }

    @Test
    void whatAJobLogsIsFound() throws Exception {
        nodes.start(2);
        StreamEnvironment env = environment("");
        env.fromElements(1, 2, 3)
                .map(
                        number -> {
                            LOG.warn("own line {}", number);
                            return number;
                        });
        env.execute("it logs");

        List<String> lines = client().logs("it logs", 0);
        assertThat(lines)
                .anyMatch(line -> line.matches("\\S+Z \\S+ WARN ClusterJobsTest - own line 2"));
        assertThat(lines.stream().map(line -> Instant.parse(line.split(" ")[0]))).isSorted();
        assertThat(client().logs("it logs", Long.MAX_VALUE / 10)).isEmpty();
        assertThatThrownBy(() -> client().logs("another", 0))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("There is no job of that name: job=another");
        StringWriter printed = new StringWriter();
        Cli.run(
                new PrintWriter(printed),
                new PrintWriter(printed),
                "logs",
                "--node=" + nodes.get(0).httpAddress(),
                "--follow",
                "it logs");
        assertThat(printed.toString().lines())
                .as("follows until the job has ended")
                .containsExactlyElementsOf(lines);
    }

    /** Which operator is slow, who waits for it, and what the checkpoints were like. */
    @Test
    void aJobIsShownInDetail() throws Exception {
        nodes.start(2);
        StreamEnvironment env =
                environment("sampo { checkpoint.interval = 100ms, restart.delay = 1ms }")
                        .set("sampo.checkpoint.dir", directory.resolve("shared"));
        CALLS.set(0);
        env.fromCollection(LongStream.range(0, 5 * NUMBERS).boxed().toList())
                .name("numbers")
                .assignTimestampsAndWatermarks(
                        WatermarkStrategy.<Long>forMonotonousTimestamps()
                                .withTimestampAssigner((number, before) -> number))
                .name("times")
                .rebalance()
                .map(
                        number -> {
                            if (CALLS.incrementAndGet() == 10) {
                                throw new IllegalStateException("own");
                            }
                            LockSupport.parkNanos(200_000);
                            return number;
                        })
                .name("slow");
        JobClient job = env.executeAsync("detailed");

        await().atMost(Duration.ofSeconds(LIMIT_SECONDS))
                .untilAsserted(
                        () -> {
                            String json = client().details("detailed");
                            assertThat(number(json, "busyPercent", 2)).as(json).isGreaterThan(50);
                            assertThat(number(json, "backPressuredPercent", 0))
                                    .as(json)
                                    .isGreaterThan(50);
                            assertThat(number(json, "recordsInPerSecond", 2))
                                    .as(json)
                                    .isBetween(500L, 20_000L);
                            assertThat(json)
                                    .contains("\"inputs\":[\"numbers\"]")
                                    .contains("\"kind\":\"checkpoint\"")
                                    .contains("\"failure\":\"\"")
                                    .contains("\"heldBackBy\":\"slow[")
                                    .containsPattern("\"master\":\"127[^\"]+\"")
                                    .containsPattern("\"node\":\"127[^\"]+\",\"subtasks\":\\[\"")
                                    .contains("\"slow[0]\"", "\"slow[1]\"")
                                    .containsPattern(
                                            "\"attempt\":1,\"millis\":\\d+,\"cause\":.*own");
                        });
        assertThat(client().status("detailed"))
                .contains("job 'detailed': running, attempt 2, parallelism 2")
                .contains("not all of it ran for")
                .containsPattern("slow +2 +")
                .containsPattern("nodes, the job's master at 127\\.0\\.0\\.1:\\d+")
                .containsPattern("checkpoint \\d+: complete, ");
        assertThat(metrics())
                .anyMatch(line -> line.startsWith("sampo_busyNanos_total{job=\"detailed\","))
                .anyMatch(line -> line.startsWith("sampo_backPressuredNanos{job=\"detailed\","))
                .anyMatch(line -> line.startsWith("sampo_watermark{job=\"detailed\","))
                .anyMatch(line -> line.startsWith("sampo_jobRestarts{job=\"detailed\"} 1"))
                .anyMatch(line -> line.startsWith("sampo_jobCheckpointMillis{job=\"detailed\"}"));
        Path savepoint = job.stopWithSavepoint(false).get(LIMIT_SECONDS, TimeUnit.SECONDS);
        assertThat(job.result().get(LIMIT_SECONDS, TimeUnit.SECONDS).savepoint())
                .contains(savepoint);
        assertThat(client().status("detailed"))
                .contains("job 'detailed': finished", "  stopped with savepoint " + savepoint);
    }

    /** The number of a field of the operator at that place; -1 if there is none yet. */
    private static long number(String json, String field, int operator) {
        String[] parts = json.split("\"" + field + "\":", -1);
        return parts.length < operator + 2
                ? -1
                : Long.parseLong(parts[operator + 1].split("[,}]", 2)[0]);
    }

    private List<String> metrics() throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(
                                        URI.create(
                                                "http://"
                                                        + nodes.get(0).httpAddress()
                                                        + "/metrics"))
                                .build(),
                        HttpResponse.BodyHandlers.ofLines())
                .body()
                .toList();
    }

    /** State goes along by key group; what came between checkpoint and stop is counted once. */
    @Test
    void aJobIsRescaledWhileRecordsFlow() throws Exception {
        nodes.start(2);
        nodes.start(2);
        nodes.awaitMembers(2);
        StreamEnvironment env =
                environment("sampo.checkpoint.interval = 1h")
                        .set("sampo.checkpoint.dir", directory.resolve("shared"));
        String name = "rescaled";
        count(env, name, MANY, ClusterJobsTest::slowly);
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
        assertThat(three.status()).isEqualTo(JobStatus.RUNNING);

        MAY_HURRY.set(true);
        job.result().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        for (int key = 0; key < KEYS; key++) {
            assertThat(COUNTS).containsEntry(name + "/" + key, (long) MANY / KEYS);
        }
        assertThatThrownBy(() -> rescale(name, "2")).hasMessageContaining("status=FINISHED");
    }

    /** Its environment is one of this JVM, whatever the command says. */
    public static final class OnItsOwn {
        private OnItsOwn() {}

        public static void main(String[] arguments) {
            StreamEnvironment env = StreamEnvironment.local();
            env.fromElements(1, 2, 3).print();
            env.execute("on its own");
        }
    }

    @Test
    void thatAProgramSendsNoJobIsSaid() throws Exception {
        nodes.start(1);
        Path jar = directory.resolve("program.jar");
        new JarOutputStream(Files.newOutputStream(jar), new Manifest()).close();
        StringWriter said = new StringWriter();

        int exit =
                Cli.run(
                        new PrintWriter(said, true),
                        "run",
                        "--cluster=" + nodes.get(0).httpAddress(),
                        "--jar=" + jar,
                        "--class=" + OnItsOwn.class.getName());

        assertThat(exit).isZero();
        assertThat(said.toString()).contains("the program has sent no job to the cluster");
    }

    /** Of one that emits what is due, and then waits for what comes, nothing was counted. */
    @Test
    void whatASlowSourceSendsIsCounted() throws Exception {
        nodes.start(1);
        StreamEnvironment env = environment("").setParallelism(1);
        env.fromSource(
                        DataGenSource.of(index -> index).count(MANY).ratePerSecond(1_000),
                        WatermarkStrategy.noWatermarks(),
                        "slow source")
                .rebalance()
                .map(number -> number)
                .name("pass");
        JobClient job = env.executeAsync("counted");

        await().atMost(Duration.ofSeconds(LIMIT_SECONDS))
                .untilAsserted(
                        () -> {
                            String json = client().details("counted");
                            assertThat(number(json, "recordsOutPerSecond", 0))
                                    .as(json)
                                    .isBetween(800L, 1_200L);
                        });
        job.cancel().get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    /** Nodes are gone, and will not come back. */
    @Test
    void aJobThatWaitsForSlotsCanBeMadeSmaller() throws Exception {
        nodes.start(2);
        nodes.start(2);
        nodes.awaitMembers(2);
        StreamEnvironment env =
                environment("sampo.checkpoint.interval = 100ms")
                        .set("sampo.checkpoint.dir", directory.resolve("shared"))
                        .setParallelism(4);
        String name = "made-smaller";
        count(env, name, MANY, ClusterJobsTest::slowly);
        JobClient job = env.executeAsync(name);
        awaitRunning(name);
        nodes.stopLast();
        await().atMost(Duration.ofSeconds(LIMIT_SECONDS))
                .untilAsserted(
                        () ->
                                assertThat(client().status(name))
                                        .startsWith("job '" + name + "': starting")
                                        .contains("too few free slots")
                                        .contains("parallelism=4 free=2"));

        assertThat(rescale(name, "2").parallelism()).isEqualTo(2);
        assertThat(client().status(name)).doesNotContain("slots");

        MAY_HURRY.set(true);
        job.result().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        for (int key = 0; key < KEYS; key++) {
            assertThat(COUNTS).containsEntry(name + "/" + key, (long) MANY / KEYS);
        }
    }

    /** With the only checkpoint that there is: one of the moment when the node was told to stop. */
    @Test
    void aJobGoesOnWithoutANodeBeforeThatLeaves() throws Exception {
        nodes.start(1);
        nodes.start(1);
        nodes.awaitMembers(2);
        StreamEnvironment env =
                environment("sampo.checkpoint.interval = 1h")
                        .set("sampo.checkpoint.dir", directory.resolve("shared"));
        String name = "moved";
        count(env, name, MANY, ClusterJobsTest::slowly);
        JobClient job = env.executeAsync(name);
        awaitRunning(name);
        nodes.start(1);
        await().atMost(Duration.ofSeconds(LIMIT_SECONDS))
                .untilAsserted(
                        () ->
                                assertThatThrownBy(() -> rescale(name, "4"))
                                        .hasMessageContaining("free=3"));

        nodes.get(1).close();
        await().atMost(Duration.ofSeconds(LIMIT_SECONDS))
                .untilAsserted(
                        () ->
                                assertThat(client().job(name))
                                        .map(JobSummary::status)
                                        .contains(JobStatus.RUNNING));

        assertThat(client().job(name))
                .hasValueSatisfying(
                        now -> {
                            assertThat(now.attempt()).isEqualTo(2);
                            assertThat(now.checkpointId()).isPositive();
                        });
        assertThat(client().details(name)).doesNotContain("\"cause\"");
        MAY_HURRY.set(true);
        job.result().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        for (int key = 0; key < KEYS; key++) {
            assertThat(COUNTS).containsEntry(name + "/" + key, (long) MANY / KEYS);
        }
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
                                                now ->
                                                        assertThat(now.recordsRead().total())
                                                                .isPositive()));
    }

    /** Neither a page in a browser nor somebody else's name for this machine gets in. */
    @Test
    void requestsThatAWebPageCouldMakeAreRefused() throws Exception {
        nodes.start(1);
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
        nodes.start(2);
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
