/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks;

import io.sampo.benchmarks.measure.Measurement;
import io.sampo.benchmarks.measure.Stopwatch;
import io.sampo.benchmarks.sampo.Jobs;
import io.sampo.benchmarks.sampo.LatencyJob;
import io.sampo.benchmarks.workload.Checksum;
import io.sampo.benchmarks.workload.PlainLoop;
import io.sampo.benchmarks.workload.Workload;
import io.sampo.core.io.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** One engine and one workload in this JVM; prints a line for each repetition. */
final class BenchmarkProcess {
    private static final double NANOS_PER_MICRO = 1000;

    private BenchmarkProcess() {}

    public static void main(String[] arguments) throws Exception {
        String engine = arguments[0];
        Workload workload = Workload.valueOf(arguments[1].toUpperCase(Locale.ROOT));
        int repetitions = Integer.parseInt(arguments[2]);
        long seed = Long.parseLong(arguments[3]);
        if (workload == Workload.W4) {
            for (int repetition = 1; repetition <= repetitions; repetition++) {
                latency(repetition, seed);
            }
        } else {
            Throughput.Engine measured = engine.equals("loop") ? BenchmarkProcess::loop : Jobs::run;
            Throughput.measure(engine, measured, workload, repetitions, seed);
        }
        System.exit(0);
    }

    private static void latency(int repetition, long seed) throws Exception {
        Path checkpoints = Files.createTempDirectory("sampo-w4");
        try {
            Stopwatch.reset();
            Measurement measured =
                    LatencyJob.run(seed, Workload.W4.events(), checkpoints.resolve("job"));
            double cpu = Stopwatch.cpuSeconds();
            System.out.println(
                    new JsonLine()
                            .text("engine", "sampo")
                            .text("workload", "W4")
                            .number("rep", repetition)
                            .number("events", measured.events())
                            .number("seconds", Stopwatch.seconds(), 3)
                            .number("cpu_s", cpu, 3)
                            .text("checksum", String.format("%016x", measured.events()))
                            .number("p50_us", micros(measured, 50), 1)
                            .number("p99_us", micros(measured, 99), 1)
                            .number("p999_us", micros(measured, 99.9), 1)
                            .number("max_us", micros(measured, 100), 1));
        } finally {
            FileStore.local().deleteRecursively(checkpoints);
        }
    }

    private static double micros(Measurement measured, double percentile) {
        return measured.nanos().getValueAtPercentile(percentile) / NANOS_PER_MICRO;
    }

    private static Checksum loop(Workload workload, long seed, long events) {
        Stopwatch.first();
        return PlainLoop.run(workload, seed, events);
    }
}
