/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation.catalogue;

import io.sampo.core.time.Clock;
import io.sampo.simulation.Faults;
import io.sampo.simulation.Simulation;
import io.sampo.simulation.SimulationFailure;
import io.sampo.simulation.SimulationResult;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Simulates the jobs of the catalogue, seed after seed, until one fails. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description =
                "Simulates jobs under seeds, with crashes, failing disks and pauses, and compares"
                        + " their results with what they must be.")
final class SimulateCommand implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final long PROGRESS_NANOS = Duration.ofSeconds(5).toNanos();

    @Option(
            names = "--job",
            paramLabel = "NAME",
            completionCandidates = JobNames.class,
            description =
                    "One of the catalogue's jobs, all of them if not given:"
                            + " ${COMPLETION-CANDIDATES}.")
    private @Nullable String job;

    @ArgGroup private HowMuch howMuch = new HowMuch();

    @Option(
            names = "--times",
            paramLabel = "N",
            defaultValue = "1",
            description = "Faults of each kind (default: ${DEFAULT-VALUE}).")
    private int times;

    @Option(
            names = "--nodes",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Nodes; more than one have a network between them, and its faults (default:"
                            + " ${DEFAULT-VALUE}).")
    private int nodes;

    @Spec private CommandSpec spec = CommandSpec.create();

    private final Clock clock = Clock.system();

    /** What the help names. */
    private static final class JobNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Catalogue.names().iterator();
        }
    }

    /** How long to go on. */
    private static final class HowMuch {
        @Option(
                names = "--seeds",
                paramLabel = "N",
                defaultValue = "200",
                description = "Seeds for each job, from 1 (default: ${DEFAULT-VALUE}).")
        private long seeds = 200;

        @Option(
                names = "--seed",
                paramLabel = "S",
                description = "This seed alone, with what happened under it.")
        private @Nullable Long seed;

        @Option(
                names = "--minutes",
                paramLabel = "M",
                description = "As many seeds as can be run in that time.")
        private @Nullable Integer minutes;
    }

    @Override
    public Integer call() {
        if (nodes < 1) {
            throw new ParameterException(
                    spec.commandLine(), "There must be at least one node: --nodes=" + nodes);
        }
        if (howMuch.seeds < 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "There must be at least one seed: --seeds=" + howMuch.seeds);
        }
        List<String> jobs = job == null ? Catalogue.names() : List.of(known(job));
        PrintWriter out = spec.commandLine().getOut();
        if (howMuch.seed != null) {
            return one(jobs, howMuch.seed, out);
        }
        long start = clock.nanoTime();
        long end =
                howMuch.minutes == null
                        ? Long.MAX_VALUE
                        : Duration.ofMinutes(howMuch.minutes).toNanos();
        long last = howMuch.minutes == null ? howMuch.seeds : Long.MAX_VALUE;
        long shown = 0;
        long done = 0;
        for (long seed = 1; seed <= last && clock.nanoTime() - start < end; seed++) {
            for (String name : jobs) {
                if (!holds(name, seed, out)) {
                    return FAILED;
                }
                done++;
            }
            long spent = clock.nanoTime() - start;
            if (spent - shown > PROGRESS_NANOS) {
                shown = spent;
                out.println(rate(done, spent) + " ...");
                out.flush();
            }
        }
        out.println(rate(done, clock.nanoTime() - start) + ", all of them right: " + jobs);
        out.flush();
        return 0;
    }

    private String known(String name) {
        if (!Catalogue.names().contains(name)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "There is no such job: " + name + ". Take one of " + Catalogue.names() + ".");
        }
        return name;
    }

    private static String rate(long done, long nanos) {
        return String.format(
                "%,d histories in %,d s, %.1f each second",
                done, nanos / 1_000_000_000, done * 1e9 / nanos);
    }

    private Simulation simulation(String name, long seed) {
        KnownJob known = Catalogue.job(name, seed);
        Faults faults = nodes == 1 ? Faults.everything() : Faults.everythingOnNodes();
        return Simulation.of(known.job())
                .nodes(nodes)
                .seed(seed)
                .faults(faults.times(times))
                .check(known::check);
    }

    private boolean holds(String name, long seed, PrintWriter out) {
        try {
            simulation(name, seed).run();
            return true;
        } catch (SimulationFailure failure) {
            // First, for what was wrong may be long.
            out.println(
                    "To see it again: sampo simulate --job "
                            + name
                            + (nodes == 1 ? "" : " --nodes " + nodes)
                            + (times == 1 ? "" : " --times " + times)
                            + " --seed "
                            + seed);
            out.println("job " + name + ": " + failure.getMessage());
            out.flush();
            return false;
        }
    }

    private int one(List<String> jobs, long seed, PrintWriter out) {
        for (String name : jobs) {
            SimulationResult result;
            try {
                result = simulation(name, seed).run();
            } catch (SimulationFailure failure) {
                out.println("job " + name + ": " + failure.getMessage());
                out.flush();
                return FAILED;
            }
            out.println("job " + name + ", seed " + seed);
            result.timeline().forEach(out::println);
            out.printf(
                    "right after %d starts and %,d ms; trace %016x%n",
                    result.starts(), result.elapsed().toMillis(), result.traceHash());
        }
        out.flush();
        return 0;
    }
}
