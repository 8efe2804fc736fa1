/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.measure;

import io.sampo.benchmarks.workload.Checksum;
import io.sampo.benchmarks.workload.Workload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** One engine and one workload in this JVM; prints a JSON line for each repetition. */
public final class EngineProcess {
    private static final List<Double> PERCENTILES =
            List.of(50., 75., 90., 95., 99., 99.5, 99.9, 99.95, 99.99, 100.);

    private EngineProcess() {}

    /**
     * Runs a task to its end and leaves the process, also if it fails: the threads of an engine
     * would keep it.
     */
    public static void run(MeasuringTask task, Engine engine) {
        try {
            measure(task, engine);
        } catch (Exception | Error failure) {
            failure.printStackTrace(System.err);
            System.exit(1);
        }
        System.exit(0);
    }

    private static void measure(MeasuringTask task, Engine engine) throws Exception {
        for (int repetition = 1; repetition <= task.repetitions(); repetition++) {
            JsonLine line = task.line(repetition);
            if (task.workload().kind() == Workload.Kind.START) {
                start(task, engine, line);
            } else {
                inDirectory(task, engine, line);
            }
            System.out.println(line);
        }
    }

    private static void inDirectory(MeasuringTask task, Engine engine, JsonLine line)
            throws Exception {
        Path directory = Files.createTempDirectory("sampo-benchmark");
        try {
            Stopwatch.reset();
            switch (task.workload().kind()) {
                case THROUGHPUT -> throughput(task, engine, directory, line);
                case LATENCY -> latency(task, engine, directory, line);
                case RECOVERY -> recovery(task, engine, directory, line);
                case START -> throw new IllegalArgumentException("Needs no directory: " + task);
            }
        } finally {
            delete(directory);
        }
    }

    private static void throughput(MeasuringTask task, Engine engine, Path directory, JsonLine line)
            throws Exception {
        Checksum seen = engine.run(task.workload(), task.seed(), task.events(), directory);
        double seconds = Stopwatch.seconds();
        double cpu = Stopwatch.cpuSeconds();
        double gc = Stopwatch.gcSeconds();
        if (engine.hasOutput()) {
            task.check(seen);
            line.text("checksum", seen.hex());
        }
        long measured = task.events() - task.workload().filling();
        line.number("events", measured)
                .number("seconds", seconds, 3)
                .number("eps", measured / seconds, 0)
                .number("cpu_s", cpu, 3)
                .number("gc_s", gc, 3)
                .number("rss_mb", PeakMemory.mib(), 0);
        // the system counts in steps, and a run with few events may be over before the first one
        if (cpu > 0) {
            line.number("eps_per_cpu_s", measured / cpu, 0);
        }
    }

    private static void latency(MeasuringTask task, Engine engine, Path directory, JsonLine line)
            throws Exception {
        Latencies seen = engine.latencies(task.workload(), task.seed(), task.events(), directory);
        double seconds = Stopwatch.seconds();
        double cpu = Stopwatch.cpuSeconds();
        double gc = Stopwatch.gcSeconds();
        if (seen.events() != task.events()) {
            throw new IllegalStateException(
                    "Events are missing: " + task + ", but there were " + seen.events());
        }
        line.number("events", seen.events())
                .number("seconds", seconds, 3)
                .number("cpu_s", cpu, 3)
                .number("gc_s", gc, 3)
                .number("rss_mb", PeakMemory.mib(), 0);
        for (double percentile : PERCENTILES) {
            line.number(percentileField(percentile), seen.micros(percentile), 1);
        }
    }

    /** Returns which percentiles a line of latencies has. */
    public static List<Double> percentiles() {
        return PERCENTILES;
    }

    /** Returns the name of the field for a percentile, in microseconds. */
    public static String percentileField(double percentile) {
        if (percentile == 100) {
            return "max_us";
        }
        String digits = percentile % 1 == 0 ? Integer.toString((int) percentile) : "" + percentile;
        return "p" + digits.replace(".", "") + "_us";
    }

    private static void recovery(MeasuringTask task, Engine engine, Path directory, JsonLine line)
            throws Exception {
        Recovery seen = engine.recovery(task.workload(), task.seed(), directory);
        line.number("full_ms", median(seen.fullMillis()), 0)
                .number("full_least_ms", Collections.min(seen.fullMillis()), 0)
                .number("full_most_ms", Collections.max(seen.fullMillis()), 0)
                .number("full_mb", seen.fullMib(), 1)
                .number("recovery_ms", seen.recoveryMillis(), 0)
                .number("rss_mb", PeakMemory.mib(), 0);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    /** Does nothing that is not the job's, not even make a directory: all of it is measured. */
    private static void start(MeasuringTask task, Engine engine, JsonLine line) throws Exception {
        Checksum seen = engine.run(task.workload(), task.seed(), task.events(), Path.of(""));
        task.check(seen);
        line.text("checksum", seen.hex())
                .number("cpu_s", Stopwatch.processCpuSeconds(), 3)
                .number("rss_mb", PeakMemory.mib(), 1);
    }

    /**
     * Makes room for the next repetition. An engine may still be deleting files of its own; what is
     * left then goes with the directory of this process, when it has ended.
     */
    private static void delete(Path directory) {
        try (Stream<Path> paths = Files.walk(directory)) {
            paths.sorted(Comparator.reverseOrder()).forEach(EngineProcess::deleteOne);
        } catch (IOException | UncheckedIOException changedMeanwhile) {
            System.err.println("Not all of a repetition's files are deleted: " + changedMeanwhile);
        }
    }

    private static void deleteOne(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
