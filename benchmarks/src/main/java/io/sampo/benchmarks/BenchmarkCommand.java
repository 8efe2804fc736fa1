/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks;

import io.sampo.benchmarks.workload.Workload;
import io.sampo.cluster.cli.CommandProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sampo benchmark}: prints one JSON line for each repetition. */
@Command(
        name = "benchmark",
        mixinStandardHelpOptions = true,
        description =
                "Measures workloads, each engine in a JVM of its own, and prints a JSON line for each"
                        + " repetition. The third is the warm one.")
public final class BenchmarkCommand implements Callable<Integer>, CommandProvider {
    private static final int STARTS = 5;
    private static final List<String> MEMORY = List.of("-Xmx4g", "-Xms4g", "-XX:+AlwaysPreTouch");

    @Parameters(
            paramLabel = "WORKLOAD",
            description =
                    "W1 (word count), W4 (latency), W5 (exchange), W7 (start-up), q0, q1, q2, q3, q5,"
                            + " q7, q8 (Nexmark); default: W1 W4 W7")
    private List<String> workloads = new ArrayList<>();

    @Option(names = "--reps", description = "repetitions in one JVM; default: ${DEFAULT-VALUE}")
    private int repetitions = 3;

    @Option(names = "--seed", description = "of the events; default: ${DEFAULT-VALUE}")
    private long seed = Workload.SEED;

    @Option(
            names = "--engines",
            split = ",",
            description =
                    "sampo, loop (a plain single-threaded loop), flink, flink-reuse (with object reuse);"
                            + " default: sampo,loop")
    private List<String> engines = List.of("sampo", "loop");

    /** Created by the launcher. */
    public BenchmarkCommand() {}

    @Override
    public Object command() {
        return this;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<String> wanted = workloads.isEmpty() ? List.of("W1", "W4", "W7") : workloads;
        for (String workload : wanted) {
            if (workload.equals("W7")) {
                measureStarts();
            } else {
                measure(workload);
            }
        }
        return 0;
    }

    private void measureStarts() throws IOException, InterruptedException {
        try (JarredClassPath classPath = new JarredClassPath()) {
            for (int i = 0; i < STARTS; i++) {
                StartUp.measure(classPath, seed, i + 1);
            }
        }
    }

    private void measure(String workload) throws IOException, InterruptedException {
        for (String engine : engines) {
            if (workload.equals("W4") && !engine.equals("sampo")) {
                continue;
            }
            Peer peer = Peer.of(engine);
            List<String> options = new ArrayList<>(MEMORY);
            options.addAll(peer.jvmOptions());
            int exit =
                    childProcess(
                                    peer.classPath(),
                                    options,
                                    peer.mainClass(),
                                    List.of(
                                            engine,
                                            workload,
                                            Integer.toString(repetitions),
                                            Long.toString(seed)))
                            .inheritIO()
                            .start()
                            .waitFor();
            if (exit != 0) {
                throw new IOException(
                        "The measuring process failed: engine="
                                + engine
                                + " workload="
                                + workload
                                + " exit="
                                + exit);
            }
        }
    }

    static ProcessBuilder childProcess(
            String classPath, List<String> jvmOptions, String main, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.add("-cp");
        command.add(classPath);
        command.add(main);
        command.addAll(arguments);
        return new ProcessBuilder(command);
    }
}
