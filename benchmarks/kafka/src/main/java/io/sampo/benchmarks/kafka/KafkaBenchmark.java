/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.kafka;

import io.sampo.benchmarks.BenchmarkProvider;
import io.sampo.benchmarks.Peer;
import io.sampo.benchmarks.kafka.workload.Clicks;
import io.sampo.benchmarks.kafka.workload.KafkaTask;
import io.sampo.benchmarks.measure.JavaProcess;
import io.sampo.benchmarks.measure.JsonLine;
import io.sampo.benchmarks.workload.Checksum;
import io.sampo.core.io.FileStore;
import io.sampo.samples.clickstream.broker.OwnBroker;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sampo benchmark kafka}: from topic to topic, exactly once, on several engines. */
@Command(
        name = "kafka",
        mixinStandardHelpOptions = true,
        description =
                "Counts JSON records of a topic in keyed windows of 10 s into another topic, exactly once"
                        + " with a checkpoint each 2 s, each engine in a JVM of its own and on the same"
                        + " broker; then measures how long records that are passed through take until"
                        + " they are committed. Prints a JSON line for each figure.")
public final class KafkaBenchmark implements Callable<Integer>, BenchmarkProvider {
    private static final List<String> MEMORY = List.of("-Xmx4g", "-Xms4g", "-XX:+AlwaysPreTouch");
    private static final long QUICK_RECORDS = 500_000;
    private static final int QUICK_SECONDS = 10;
    private static final Duration WARM_UP = Duration.ofSeconds(15);

    @Option(
            names = "--records",
            defaultValue = "10000000",
            description = "how many records are counted; default: ${DEFAULT-VALUE}")
    private long records;

    @Option(
            names = "--reps",
            defaultValue = "2",
            description = "how often, in one JVM: the first is cold; default: ${DEFAULT-VALUE}")
    private int repetitions;

    @Option(
            names = "--latency-seconds",
            defaultValue = "60",
            description =
                    "how long latency is measured, 0 for not at all; default: ${DEFAULT-VALUE}")
    private int latencySeconds;

    @Option(
            names = "--latency-rate",
            defaultValue = "5000",
            description = "records a second meanwhile; default: ${DEFAULT-VALUE}")
    private long latencyRate;

    @Option(
            names = "--engines",
            split = ",",
            defaultValue = "sampo,flink",
            description = "sampo, flink; default: ${DEFAULT-VALUE}")
    private List<String> engines = List.of();

    @Option(names = "--quick", description = "500,000 records, and latency for 10 s")
    private boolean quick;

    /** Created by the launcher. */
    public KafkaBenchmark() {}

    @Override
    public Object command() {
        return this;
    }

    @Override
    public Integer call() throws Exception {
        if (quick) {
            records = QUICK_RECORDS;
            latencySeconds = QUICK_SECONDS;
        }
        Path directory = Files.createTempDirectory("sampo-benchmark-kafka");
        try (OwnBroker broker = OwnBroker.start()) {
            String servers = broker.awaitAddress();
            try (Topics topics = new Topics(servers)) {
                count(topics, servers, directory);
                if (latencySeconds > 0) {
                    for (String engine : engines) {
                        measureLatency(engine, topics, servers, directory);
                    }
                }
            }
        } finally {
            FileStore.local().deleteRecursively(directory);
        }
        return 0;
    }

    private void count(Topics topics, String servers, Path directory) throws Exception {
        topics.create("clicks", false);
        Clicks clicks = Clicks.endingAt(System.currentTimeMillis(), records, 1);
        Checksum expected = topics.fill("clicks", clicks, records);
        for (String engine : engines) {
            KafkaTask task =
                    new KafkaTask(
                            engine,
                            false,
                            servers,
                            "clicks",
                            "totals-" + engine,
                            directory.resolve(engine).toString(),
                            repetitions,
                            records);
            for (int i = 1; i <= repetitions; i++) {
                topics.create(task.out(i), false);
            }
            Process process = start(task);
            try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
                lines.lines().forEach(System.out::println);
            }
            int exit = process.waitFor();
            if (exit != 0) {
                throw new IOException("The process failed: engine=" + engine + " exit=" + exit);
            }
            for (int i = 1; i <= repetitions; i++) {
                Checksum found = topics.read(task.out(i));
                if (!found.toString().equals(expected.toString())) {
                    throw new IllegalStateException(
                            "The result is wrong: engine="
                                    + engine
                                    + " repetition="
                                    + i
                                    + " expected=["
                                    + expected
                                    + "] found=["
                                    + found
                                    + "]");
                }
            }
        }
    }

    private void measureLatency(String engine, Topics topics, String servers, Path directory)
            throws Exception {
        String in = "clicks-for-" + engine;
        KafkaTask task =
                new KafkaTask(
                        engine,
                        true,
                        servers,
                        in,
                        "clicks-of-" + engine,
                        directory.resolve(engine + "-latency").toString(),
                        1,
                        0);
        topics.create(in, true);
        topics.create(task.out(1), false);
        Process process = start(task);
        try {
            Histogram millis =
                    new LatencyProbe(
                                    topics,
                                    latencyRate,
                                    WARM_UP,
                                    Duration.ofSeconds(latencySeconds))
                            .run(in, task.out(1));
            System.out.println(
                    new JsonLine()
                            .text("engine", engine)
                            .text("workload", "kafka-latency")
                            .number("events", millis.getTotalCount())
                            .number("p50_ms", millis.getValueAtPercentile(50))
                            .number("p99_ms", millis.getValueAtPercentile(99))
                            .number("max_ms", millis.getMaxValue()));
        } finally {
            process.getOutputStream().close();
            process.waitFor();
        }
    }

    private static Process start(KafkaTask task) throws IOException {
        boolean flink = task.engine().equals("flink");
        List<String> options = new ArrayList<>(MEMORY);
        if (flink) {
            options.addAll(Peer.flinkOptions());
        }
        return JavaProcess.of(
                        flink
                                ? Peer.pathOf("sampo.benchmark.kafka-flink")
                                : System.getProperty("java.class.path"),
                        options,
                        flink
                                ? "io.sampo.benchmarks.kafka.flink.FlinkKafkaProcess"
                                : SampoKafkaProcess.class.getName(),
                        task.toArguments())
                .start();
    }
}
