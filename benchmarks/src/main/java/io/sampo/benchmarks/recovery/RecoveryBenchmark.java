/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.recovery;

import com.typesafe.config.ConfigFactory;
import io.sampo.benchmarks.BenchmarkProvider;
import io.sampo.benchmarks.measure.JsonLine;
import io.sampo.cluster.jobs.RemoteJobExecutor;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.Locations;
import io.sampo.operators.stream.StreamEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sampo benchmark recovery}: a cluster of three nodes on this machine, killed in turn. */
@Command(
        name = "recovery",
        mixinStandardHelpOptions = true,
        description =
                "Fills a job on three node processes with state in RocksDB that does not compress, with"
                        + " checkpoints in an S3 server, kills a node again and again, and prints for"
                        + " each how long it took until the job wrote its first result again, and until"
                        + " all its subtasks had.")
public final class RecoveryBenchmark implements Callable<Integer>, BenchmarkProvider {
    private static final String JOB = "recovery";
    private static final long MIB = 1 << 20;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final long LIMIT_NANOS = TimeUnit.MINUTES.toNanos(5);
    private static final long POLL_MILLIS = 50;

    @Option(names = "--state", description = "MiB of state; default: ${DEFAULT-VALUE}")
    private long stateMib = 1024;

    @Option(names = "--rate", description = "records per second; default: ${DEFAULT-VALUE}")
    private int rate = 25_000;

    @Option(names = "--kills", description = "of each kind; default: ${DEFAULT-VALUE}")
    private int kills = 3;

    @Option(
            names = "--local-recovery",
            description = "on or off: copies on the nodes; default: ${DEFAULT-VALUE}")
    private String localRecovery = "on";

    @Option(names = "--setting", description = "a setting of the job, such as a.b=c")
    private List<String> settings = new ArrayList<>();

    @Option(names = "--keep-logs", description = "a directory for the logs of the nodes")
    private Path logs = Path.of("");

    /** Created by the launcher. */
    public RecoveryBenchmark() {}

    @Override
    public Object command() {
        return this;
    }

    @Override
    public Integer call() throws Exception {
        Path directory = Files.createTempDirectory("sampo-recovery");
        try (RecoveryCluster cluster = RecoveryCluster.start(directory);
                Arrivals arrivals = Arrivals.listen()) {
            try {
                measure(cluster, arrivals);
            } finally {
                keepLogs(directory);
            }
        }
        return 0;
    }

    private void keepLogs(Path directory) throws IOException {
        if (!logs.toString().isEmpty()) {
            Files.createDirectories(logs);
            for (int i = 1; i <= RecoveryCluster.NODES; i++) {
                String name = "node-" + i + ".log";
                Files.write(logs.resolve(name), Files.readAllBytes(directory.resolve(name)));
            }
        }
    }

    private void measure(RecoveryCluster cluster, Arrivals arrivals) throws Exception {
        long keys = stateMib * MIB / RecoveryJob.VALUE_BYTES;
        until("all nodes see each other", cluster::isWhole);
        until("the cluster takes the job", () -> submitted(cluster, arrivals.port(), keys));
        until(
                "the state is there",
                () -> cluster.job(JOB).map(job -> job.recordsRead() > keys).orElse(false));
        Map<Boolean, List<Double>> first = new HashMap<>();
        for (int i = 0; i < 2 * kills; i++) {
            awaitCheckpoints(cluster);
            boolean oldest = i % 2 == 1;
            int attempt = arrivals.attempt();
            long killed = cluster.kill(oldest);
            Arrivals.Return back = arrivals.awaitAfter(attempt, RecoveryCluster.NODES, LIMIT_NANOS);
            cluster.startAgain();
            first.computeIfAbsent(oldest, kind -> new ArrayList<>())
                    .add((back.first() - killed) / NANOS_PER_MILLI);
            System.out.println(
                    new JsonLine()
                            .text("killed", kind(oldest))
                            .number("state_mib", stateMib)
                            .text("local_recovery", localRecovery)
                            .number("first_ms", (back.first() - killed) / NANOS_PER_MILLI, 0)
                            .number("all_ms", (back.all() - killed) / NANOS_PER_MILLI, 0));
        }
        first.forEach(
                (oldest, times) ->
                        System.out.printf(
                                "median of %d, %s killed: %.0f ms until the first result%n",
                                times.size(), kind(oldest), median(times)));
    }

    private static String kind(boolean oldest) {
        return oldest ? "master" : "worker";
    }

    private static double median(List<Double> times) {
        List<Double> sorted = times.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private boolean submitted(RecoveryCluster cluster, int arrivals, long keys) {
        try {
            StreamEnvironment env =
                    StreamEnvironment.create(
                                    ConfigFactory.load(),
                                    new RemoteJobExecutor(cluster.client(), List.of()))
                            .setParallelism(RecoveryCluster.NODES)
                            .setStateBackend("rocksdb")
                            .enableCheckpointing(
                                    Duration.ofSeconds(3), Locations.of(cluster.address()))
                            .set("sampo.checkpoint.local-recovery", localRecovery)
                            .set("sampo.checkpoint.record-dir", cluster.records())
                            .set("sampo.state.managed-memory", "192m");
            for (String setting : settings) {
                int equals = setting.indexOf('=');
                env.set(setting.substring(0, equals), setting.substring(equals + 1));
            }
            RecoveryJob.write(env, keys, rate, arrivals);
            env.executeAsync(JOB);
            return true;
        } catch (StreamException notYet) {
            return false;
        }
    }

    /** What is measured begins with all nodes there, and a checkpoint of them. */
    private static void awaitCheckpoints(RecoveryCluster cluster) throws Exception {
        until("all nodes see each other", cluster::isWhole);
        for (int i = 0; i < 2; i++) {
            long before = cluster.checkpoint(JOB);
            until("a checkpoint", () -> cluster.checkpoint(JOB) > Math.max(1, before));
        }
    }

    private static void until(String what, BooleanSupplier condition)
            throws InterruptedException, TimeoutException {
        long end = System.nanoTime() + LIMIT_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new TimeoutException("Waited in vain: for=" + what);
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }
}
