/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks;

import io.sampo.benchmarks.measure.JsonLine;
import io.sampo.benchmarks.measure.MeasuringTask;
import io.sampo.benchmarks.report.Report;
import io.sampo.benchmarks.report.Results;
import io.sampo.benchmarks.workload.Workload;
import io.sampo.cluster.cli.CommandProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
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
                        + " the last one is the warm one.")
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
        for (Workload workload : wanted) {
            MeasuringTask task = task(workload);
            List<Peer> able =
                    peers.stream().filter(peer -> peer.workloads().contains(workload)).toList();
            for (int round = 0; round < rounds; round++) {
                measure(task, able, results);
            }
        }
        Report report = new Report(results);
        System.out.print(report.markdown());
        if (plots != null) {
            for (Path picture : report.draw(plots)) {
                System.out.println("\nPicture: " + picture);
            }
        }
        return 0;
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

    private void measure(MeasuringTask task, List<Peer> able, Results results)
            throws IOException, InterruptedException {
        if (task.workload().kind() == Workload.Kind.START) {
            new StartRuns(task, able).measure(line -> take(line, results));
            return;
        }
        List<Peer> turns = new ArrayList<>(able);
        Peer generator = Peer.of(Results.GENERATOR);
        if (generator.workloads().contains(task.workload()) && !turns.contains(generator)) {
            turns.add(generator);
        }
        for (Peer peer : turns) {
            new EngineRun(peer, task).measure(line -> take(line, results));
        }
    }

    private static void take(JsonLine line, Results results) {
        System.out.println(line);
        results.add(line);
    }
}
