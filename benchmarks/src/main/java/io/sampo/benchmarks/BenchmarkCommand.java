/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks;

import io.sampo.benchmarks.workload.Workload;
import io.sampo.cluster.cli.CommandProvider;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sampo benchmark}: prints one JSON line for each repetition. */
@Command(
        name = "benchmark",
        mixinStandardHelpOptions = true,
        description =
                "Measures workloads, each engine in a JVM of its own, and prints a JSON line for each"
                        + " repetition, and at the end a table. The last repetition is the warm one.")
public final class BenchmarkCommand implements Callable<Integer>, CommandProvider {
    private static final int STARTS = 5;
    private static final List<String> KNOWN =
            List.of("W1", "W4", "W5", "W7", "Q0", "Q1", "Q2", "Q3", "Q5", "Q7", "Q8", "SLICES");
    private static final List<String> SLICES = List.of("S1", "S10", "S100", "S1000");
    private static final List<String> MEMORY = List.of("-Xmx4g", "-Xms4g", "-XX:+AlwaysPreTouch");

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "WORKLOAD",
            description =
                    "W1 (word count), W4 (latency), W5 (exchange), W7 (start-up), q0, q1, q2, q3, q5,"
                            + " q7, q8 (Nexmark), slices (windows that slide by 1, 1/10, 1/100, 1/1000"
                            + " of their size); default: W1 W4 W7")
    private List<String> workloads = new ArrayList<>();

    @Option(names = "--reps", description = "repetitions in one JVM; default: ${DEFAULT-VALUE}")
    private int repetitions = 3;

    @Option(
            names = "--rounds",
            description =
                    "how often all engines take turns at a workload, each time in new JVMs; default:"
                            + " ${DEFAULT-VALUE}")
    private int rounds = 1;

    @Option(names = "--seed", description = "of the events; default: ${DEFAULT-VALUE}")
    private long seed = Workload.SEED;

    @Option(
            names = "--engines",
            split = ",",
            description =
                    "sampo, loop (a plain single-threaded loop), flink, flink-reuse (with object reuse);"
                            + " default: sampo,loop")
    private List<String> engines = List.of();

    @Option(
            names = "--quick",
            description =
                    "W1, q1, q5, q7 and W7 on sampo, flink and loop, unless said otherwise: about two"
                            + " minutes")
    private boolean quick;

    @Option(names = "--plot", description = "an SVG file for a picture of the warm rates")
    private @Nullable Path plot;

    /** Created by the launcher. */
    public BenchmarkCommand() {}

    @Override
    public Object command() {
        CommandLine benchmark = new CommandLine(this);
        for (BenchmarkProvider provider : ServiceLoader.load(BenchmarkProvider.class)) {
            benchmark.addSubcommand(provider.command());
        }
        return benchmark;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<String> wanted = wanted();
        if (engines.isEmpty()) {
            engines = quick ? List.of("sampo", "flink", "loop") : List.of("sampo", "loop");
        }
        try {
            wanted.forEach(BenchmarkCommand::checkName);
            engines.forEach(Peer::of);
        } catch (IllegalArgumentException unknown) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), String.valueOf(unknown.getMessage()), unknown);
        }
        ResultTable table = new ResultTable(repetitions);
        for (String workload : wanted) {
            if (workload.equalsIgnoreCase("W7")) {
                measureStarts();
                continue;
            }
            List<String> rows = workload.equalsIgnoreCase("slices") ? SLICES : List.of(workload);
            for (int round = 0; round < rounds; round++) {
                for (String row : rows) {
                    measure(row, table);
                }
            }
        }
        System.out.print(table.markdown());
        if (plot != null) {
            Files.writeString(plot, table.chart().svg());
            System.out.println("\nPicture: " + plot);
        }
        return 0;
    }

    private List<String> wanted() {
        if (!workloads.isEmpty()) {
            return workloads;
        }
        return quick ? List.of("W1", "q1", "q5", "q7", "W7") : List.of("W1", "W4", "W7");
    }

    private static void checkName(String workload) {
        if (!KNOWN.contains(workload.toUpperCase(Locale.ROOT))) {
            throw new IllegalArgumentException(
                    "Not a workload: workload=" + workload + " known=" + KNOWN);
        }
    }

    private void measureStarts() throws IOException, InterruptedException {
        List<JarredClassPath> classPaths = new ArrayList<>();
        List<String> measured = engines.stream().filter(name -> !name.equals("loop")).toList();
        try {
            for (String engine : measured) {
                classPaths.add(new JarredClassPath(Peer.of(engine).classPath()));
            }
            for (int i = 0; i < STARTS; i++) {
                for (int k = 0; k < measured.size(); k++) {
                    StartUp.measure(measured.get(k), classPaths.get(k), seed, i + 1);
                }
            }
        } finally {
            classPaths.forEach(JarredClassPath::close);
        }
    }

    private void measure(String workload, ResultTable table)
            throws IOException, InterruptedException {
        for (String engine : engines) {
            if (workload.equalsIgnoreCase("W4") && !engine.equals("sampo")) {
                continue;
            }
            Peer peer = Peer.of(engine);
            List<String> options = new ArrayList<>(MEMORY);
            options.addAll(peer.jvmOptions());
            Process process =
                    childProcess(
                                    peer.classPath(),
                                    options,
                                    peer.mainClass(),
                                    List.of(
                                            engine,
                                            workload,
                                            Integer.toString(repetitions),
                                            Long.toString(seed)))
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            try (BufferedReader lines = process.inputReader()) {
                lines.lines()
                        .forEach(
                                line -> {
                                    System.out.println(line);
                                    table.add(line);
                                });
            }
            int exit = process.waitFor();
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
