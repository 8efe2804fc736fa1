/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.systemtests.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.typesafe.config.ConfigFactory;
import io.sampo.cluster.jobs.ClusterClient;
import io.sampo.cluster.jobs.ProgramJar;
import io.sampo.cluster.jobs.RemoteJobExecutor;
import io.sampo.connectors.files.sink.FileSink;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.Locations;
import io.sampo.core.testkit.ChildJvm;
import io.sampo.operators.stream.JobStatus;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.runtime.directory.JobSummary;
import io.sampo.storage.server.FaultyGateway;
import io.sampo.storage.server.FaultyGateway.Fate;
import io.sampo.storage.server.S3Server;
import io.sampo.systemtests.kill.Oracle;
import io.sampo.systemtests.kill.OutputFiles;
import io.sampo.systemtests.kill.WindowSum;
import io.sampo.systemtests.kill.WindowSums;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * A job with state in RocksDB runs on three nodes that share an object storage and nothing else but
 * the record of the job and its output. The storage refuses requests and cuts connections, nodes
 * are killed. Then the files that readers see must hold what a plain loop computes.
 *
 * <p>{@code -Dobject-storage-kill.seed=7} chooses other faults.
 */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class ObjectStorageKillIT {
    private static final long SEED = Long.getLong("object-storage-kill.seed", 1);
    private static final int COUNT = 3;
    private static final String JOB = "window sums";
    private static final long RATE = 20_000;
    private static final long READINGS = 45 * RATE;
    private static final int MOST_BYTES = 4 << 20;
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Path SHARED = Locations.of("s3://" + S3Server.BUCKET + "/cluster");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory = Path.of("");

    private final Random random = new Random(SEED);
    private final List<NodeProcess> nodes = new ArrayList<>();
    private List<Integer> control = List.of();
    private List<Integer> http = List.of();

    @AfterEach
    void stopNodes() throws InterruptedException {
        for (NodeProcess node : nodes) {
            node.close();
        }
    }

    @Test
    void nothingIsLostOrDoubled() throws Exception {
        assumeTrue(File.separatorChar == '/', "signals are needed; this is no such system");
        Random fates = new Random(SEED + 1);
        Path objects = directory.resolve("objects");
        try (S3Server server = S3Server.start(objects);
                FaultyGateway gateway = FaultyGateway.start(server.port(), () -> next(fates))) {
            control = ChildJvm.freePorts(2 * COUNT);
            http = control.subList(COUNT, 2 * COUNT);
            for (int i = 0; i < COUNT; i++) {
                nodes.add(start(i, gateway.port()));
            }
            nodes.get(0).awaitMembers(COUNT);
            submit();
            awaitNewCheckpoint();
            kill(List.of(1 + random.nextInt(COUNT - 1)), gateway.port());
            awaitNewCheckpoint();
            kill(List.of(0), gateway.port());
            awaitNewCheckpoint();
            kill(List.of(0, 1, 2), gateway.port());
            Awaitility.await()
                    .atMost(LIMIT)
                    .untilAsserted(
                            () ->
                                    assertThat(job().map(JobSummary::status))
                                            .as(this::where)
                                            .contains(JobStatus.FINISHED));
        }

        List<String> found = OutputFiles.list(directory.resolve("output")).lines();
        assertThat(Oracle.difference(found, Oracle.lines(READINGS)))
                .as(() -> "how often too often (lost: negative): " + where())
                .isEmpty();
        try (Stream<Path> stored = Files.walk(objects)) {
            assertThat(stored.map(Path::toString))
                    .as("in the storage")
                    .anyMatch(name -> name.endsWith(".jar"))
                    .anyMatch(name -> name.endsWith(".sst"))
                    .anyMatch(name -> name.endsWith("metadata.json"));
        }
    }

    /** Most connections are cut some time. */
    private static Fate next(Random random) {
        return random.nextInt(5) == 0
                ? Fate.REFUSED
                : new Fate(false, 1 + random.nextInt(MOST_BYTES), 1 + random.nextInt(MOST_BYTES));
    }

    private NodeProcess start(int index, int storagePort) throws IOException {
        String name = "node-" + (index + 1);
        String seeds =
                control.subList(0, COUNT).stream()
                        .map(port -> "\"127.0.0.1:" + port + "\"")
                        .collect(Collectors.joining(", "));
        String storage =
                S3Server.settings(storagePort).entrySet().stream()
                        .map(each -> each.getKey() + " = \"" + each.getValue() + "\"\n")
                        .collect(Collectors.joining());
        return NodeProcess.start(
                directory,
                name,
                storage
                        + """
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
                                        SHARED));
    }

    private ClusterClient client(int index) {
        return new ClusterClient("127.0.0.1:" + http.get(index), Optional.empty());
    }

    private void submit() {
        RemoteJobExecutor cluster =
                new RemoteJobExecutor(client(0), ProgramJar.of(ObjectStorageKillIT.class));
        StreamEnvironment env =
                StreamEnvironment.create(ConfigFactory.load(), cluster)
                        .setParallelism(COUNT)
                        .setStateBackend("rocksdb")
                        .enableCheckpointing(Duration.ofMillis(500), SHARED)
                        .set("sampo.checkpoint.record-dir", directory.resolve("records"))
                        .set("sampo.state.managed-memory", "24m")
                        .set("sampo.watermark.interval", Duration.ofMillis(20));
        WindowSums.write(
                env, READINGS, RATE, FileSink.text(directory.resolve("output"), WindowSum::toLine));
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
                                assertThat(job().map(JobSummary::checkpointId).orElse(0L))
                                        .as(this::where)
                                        .isGreaterThan(before));
    }

    private void kill(List<Integer> which, int storagePort) throws Exception {
        for (int each : which) {
            nodes.get(each).signal("KILL");
        }
        for (int each : which) {
            nodes.get(each).awaitExit();
            nodes.get(each).close();
            nodes.set(each, start(each, storagePort));
        }
        for (NodeProcess node : nodes) {
            node.awaitMembers(COUNT);
        }
    }

    private String where() {
        StringBuilder text = new StringBuilder("seed=" + SEED + " " + job());
        for (NodeProcess node : nodes) {
            String log = node.log();
            text.append("\n== ").append(node.name()).append('\n');
            text.append(log.substring(Math.max(0, log.length() - 6_000)));
        }
        return text.toString();
    }
}
