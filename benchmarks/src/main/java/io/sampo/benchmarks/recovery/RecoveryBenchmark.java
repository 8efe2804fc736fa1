/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.recovery;

import com.typesafe.config.ConfigFactory;
import io.sampo.benchmarks.BenchmarkProvider;
import io.sampo.cluster.jobs.RemoteJobExecutor;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.Locations;
import io.sampo.operators.stream.StreamEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sampo benchmark recovery}: a cluster of three nodes on this machine, killed in turn. */
@Command(
        name = "recovery",
        mixinStandardHelpOptions = true,
        description =
                "Fills a job on three node processes with state in RocksDB that does not compress, with"
                        + " checkpoints in an S3 server. Then kills nodes, lets them leave, and gives the"
                        + " job another parallelism, as often as it is told to, and prints a JSON line for"
                        + " each and at the end a table: how long it took until the job wrote its first"
                        + " result again, until all its subtasks had, and how long it wrote nothing. Between"
                        + " two interruptions the job is brought back to all three nodes.")
public final class RecoveryBenchmark implements Callable<Integer>, BenchmarkProvider {
    private static final String JOB = "recovery";
    private static final long MIB = 1 << 20;

    @Option(names = "--state", description = "MiB of state; default: ${DEFAULT-VALUE}")
    private long stateMib = 1024;

    @Option(names = "--rate", description = "records per second; default: ${DEFAULT-VALUE}")
    private int rate = 25_000;

    @Option(
            names = "--times",
            description = "how often each interruption is measured; default: ${DEFAULT-VALUE}")
    private int times = 1;

    @Option(
            names = "--only",
            split = ",",
            description = "some of ${COMPLETION-CANDIDATES}; default: all")
    private List<Scenario> only = List.of(Scenario.values());

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
        Interruptions.until("all nodes see each other", cluster::isWhole);
        Interruptions.until(
                "the cluster takes the job", () -> submitted(cluster, arrivals.port(), keys));
        Interruptions.until(
                "the state is there",
                () -> cluster.job(JOB).map(job -> job.recordsRead().total() > keys).orElse(false));
        Interruptions all = new Interruptions(cluster, arrivals, JOB);
        try {
            for (int i = 0; i < times; i++) {
                for (Scenario scenario : only) {
                    scenario.run(all);
                }
            }
        } finally {
            System.out.println(all.table());
        }
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
}
