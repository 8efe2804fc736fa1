/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks;

import io.sampo.benchmarks.measure.MeasuringTask;
import io.sampo.benchmarks.report.Report;
import io.sampo.benchmarks.report.Results;
import io.sampo.benchmarks.workload.Workload;
import io.sampo.cluster.cli.CommandProvider;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sampo benchmark}: prints one JSON line for each repetition, and tables at the end. */
@Command(
        name = "benchmark",
        mixinStandardHelpOptions = true,
        description =
                "Measures workloads, each engine in a JVM of its own, and prints a JSON line for each"
                        + " repetition, and at the end tables. The first repetition is the cold one,"
                        + " the last one is the warm one. A process that fails has no part in the"
                        + " tables; the others go on, and the command's exit code is 1.")
public final class BenchmarkCommand implements Callable<Integer>, CommandProvider {
    private static final double QUICK_SCALE = 0.2;

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "WORKLOAD",
            description =
                    "w1 (word count), w3, w3z, w3-10m (state on disk), w4, w4-fast, w4-keys (latency),"
                            + " w5 (exchange), w6, w6-disk (checkpoints and recovery), w7, w7-cds"
                            + " (start-up), q0, q1, q2, q3, q5, q7, q8 (Nexmark); or a group:"
                            + " throughput, disk, latency, checkpoints, start, scaling (keys, maps,"
                            + " cores), slices (windows that slide by 1, 1/10, 1/100, 1/1000 of"
                            + " their size); default: w1 w4 w7")
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
            names = "--scale",
            description =
                    "which part of the events of a workload to run; with less than all of them the"
                            + " figures mean little; default: 1, with --quick 0.2")
    private double scale;

    @Option(
            names = "--engines",
            split = ",",
            description =
                    "sampo, flink, flink-reuse (with object reuse), flink-0ms (no waiting for full"
                            + " buffers, for latency), jet, loop (a plain single-threaded loop);"
                            + " default: sampo,loop")
    private List<String> engines = List.of();

    @Option(
            names = "--quick",
            description =
                    "w1, q1, q5 and w7 on sampo, flink, jet and loop with less events, unless said"
                            + " otherwise: below three minutes")
    private boolean quick;

    @Option(
            names = "--limit",
            paramLabel = "SECONDS",
            description = "after which a process has failed; default: ${DEFAULT-VALUE}")
    private int limitSeconds = 3600;

    @Option(names = "--plots", description = "a directory for pictures of rates and latencies")
    private @Nullable Path plots;

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
        Results results = new Results(repetitions);
        List<Workload> wanted;
        List<Peer> peers;
        try {
            wanted = WorkloadGroups.workloads(wanted());
            peers = wantedEngines().stream().map(Peer::of).toList();
        } catch (IllegalArgumentException unknown) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), String.valueOf(unknown.getMessage()), unknown);
        }
        PrintWriter out = spec.commandLine().getOut();
        Turns turns =
                new Turns(
                        rounds,
                        Duration.ofSeconds(limitSeconds),
                        line -> {
                            out.println(line);
                            out.flush();
                            results.add(line);
                        });
        for (Workload workload : wanted) {
            turns.measure(task(workload), able(workload, peers));
        }
        print(results, plots, out);
        turns.failures().forEach(System.err::println);
        return turns.failures().isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    /** Prints the tables and draws the pictures, if there is a directory for them. */
    static void print(Results results, @Nullable Path plots, PrintWriter out) throws IOException {
        Report report = new Report(results);
        out.print(report.markdown());
        if (plots != null) {
            for (Path picture : report.draw(plots)) {
                out.println("\nPicture: " + picture);
            }
        }
        out.flush();
    }

    private List<String> wanted() {
        if (!workloads.isEmpty()) {
            return workloads;
        }
        return quick ? List.of("w1", "q1", "q5", "w7") : List.of("w1", "w4", "w7");
    }

    private List<String> wantedEngines() {
        if (!engines.isEmpty()) {
            return engines;
        }
        return quick ? List.of("sampo", "flink", "jet", "loop") : List.of("sampo", "loop");
    }

    private MeasuringTask task(Workload workload) {
        double part = scale > 0 ? scale : quick ? QUICK_SCALE : 1;
        long events =
                workload.kind() == Workload.Kind.THROUGHPUT
                        ? workload.filling()
                                + Math.round((workload.events() - workload.filling()) * part)
                        : workload.events();
        return MeasuringTask.of(workload, repetitions, seed, events);
    }

    /** Returns the engines that have a job for it, and what makes its events. */
    private static List<Peer> able(Workload workload, List<Peer> peers) {
        return Stream.concat(peers.stream(), Stream.of(Peer.of(Results.GENERATOR)))
                .filter(peer -> peer.workloads().contains(workload))
                .distinct()
                .toList();
    }
}
