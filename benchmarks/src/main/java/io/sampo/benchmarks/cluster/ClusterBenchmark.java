/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.cluster;

import io.sampo.benchmarks.BenchmarkProvider;
import io.sampo.benchmarks.Peer;
import io.sampo.benchmarks.measure.JavaProcess;
import io.sampo.core.io.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sampo benchmark cluster}: W5 over two processes. */
@Command(
        name = "cluster",
        mixinStandardHelpOptions = true,
        description =
                "Runs W5 over two nodes on this machine, and over two task managers of Apache Flink,"
                        + " each in a process of its own, and prints a JSON line for each repetition:"
                        + " the processor time is that of both. Half of the records of each of its"
                        + " two exchanges go to the other process.")
public final class ClusterBenchmark implements Callable<Integer>, BenchmarkProvider {
    private static final List<String> MEMORY =
            List.of("-Xmx2g", "-Xms2g", "-XX:+AlwaysPreTouch", "-XX:+UseG1GC");

    @Option(names = "--reps", description = "repetitions; default: ${DEFAULT-VALUE}")
    private int repetitions = 3;

    @Option(
            names = "--rounds",
            description = "how often they take turns; default: ${DEFAULT-VALUE}")
    private int rounds = 1;

    @Option(
            names = "--engines",
            split = ",",
            description = "sampo, flink, flink-reuse; default: ${DEFAULT-VALUE}")
    private List<String> engines = List.of("sampo");

    /** Created by the launcher. */
    public ClusterBenchmark() {}

    @Override
    public Object command() {
        return this;
    }

    @Override
    public Integer call() throws Exception {
        for (int round = 0; round < rounds; round++) {
            for (String engine : engines) {
                Path directory = Files.createTempDirectory("sampo-benchmark");
                Path sums = Files.createDirectory(directory.resolve("sums"));
                try {
                    if (engine.equals("sampo")) {
                        measureSampo(directory, sums);
                    } else {
                        measureFlink(engine, directory, sums);
                    }
                } finally {
                    FileStore.local().deleteRecursively(directory);
                }
            }
        }
        return 0;
    }

    private void measureSampo(Path directory, Path sums) throws Exception {
        try (SampoNodes nodes = SampoNodes.start(directory, workerOptions(List.of()))) {
            ClusterRun.measure("sampo", nodes::copyBids, nodes.ids(), repetitions, sums);
        }
    }

    private static List<String> workerOptions(List<String> ofEngine) {
        return Stream.of(MEMORY, JavaProcess.EVENTS_ARE_WHOLE, ofEngine)
                .flatMap(List::stream)
                .toList();
    }

    private void measureFlink(String engine, Path directory, Path sums) throws Exception {
        Peer flink = Peer.of(engine);
        try (FlinkManagers managers =
                FlinkManagers.start(
                        directory,
                        flink.classPath(),
                        flink.jvmOptions(),
                        workerOptions(flink.jvmOptions()))) {
            WorkerProcess.run(
                    flink.classPath(),
                    flink.jvmOptions(),
                    "io.sampo.benchmarks.flink.FlinkClusterProcess",
                    engine,
                    Integer.toString(managers.restPort()),
                    managers.ids().stream().map(Object::toString).collect(Collectors.joining(",")),
                    Integer.toString(repetitions),
                    sums.toString());
        }
    }
}
