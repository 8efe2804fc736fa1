/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.cluster;

import io.sampo.benchmarks.measure.MeasuringTask;
import io.sampo.benchmarks.workload.Checksum;
import io.sampo.benchmarks.workload.ChecksumFiles;
import io.sampo.benchmarks.workload.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;

/** Runs W5 again and again, and adds up the processor time of the processes that do the work. */
public final class ClusterRun {
    private static final double NANOS = 1e9;

    private ClusterRun() {}

    /** Runs the job once, to its end. */
    @FunctionalInterface
    public interface Job {
        /** Returns when all sinks have written their sums into the directory. */
        void run(long seed, long events, Path directory) throws Exception;
    }

    /**
     * Prints a line for each repetition.
     *
     * @param workers the processes that are counted
     * @throws IllegalStateException if the output is not that of the workload
     */
    public static void measure(
            String engine, Job job, Collection<Long> workers, int repetitions, Path directory)
            throws Exception {
        MeasuringTask task =
                MeasuringTask.of(Workload.W5, repetitions, Workload.SEED, Workload.W5.events())
                        .forEngine(engine);
        for (int repetition = 1; repetition <= repetitions; repetition++) {
            long start = System.nanoTime();
            Duration before = processorTime(workers);
            job.run(task.seed(), task.events(), directory);
            double cpu = processorTime(workers).minus(before).toNanos() / NANOS;
            double seconds = (System.nanoTime() - start) / NANOS;
            Checksum seen = ChecksumFiles.take(directory);
            task.check(seen);
            System.out.println(
                    task.line(repetition)
                            .number("processes", workers.size())
                            .number("events", task.events())
                            .number("seconds", seconds, 3)
                            .number("cpu_s", cpu, 3)
                            .number("events_per_s", task.events() / seconds, 0)
                            .number("events_per_cpu_s", task.events() / cpu, 0)
                            .text("checksum", seen.hex()));
        }
    }

    private static Duration processorTime(Collection<Long> processes) {
        return processes.stream()
                .map(
                        id ->
                                ProcessHandle.of(id)
                                        .flatMap(process -> process.info().totalCpuDuration())
                                        .orElseThrow(
                                                () ->
                                                        new IllegalStateException(
                                                                "A worker has ended: process="
                                                                        + id)))
                .reduce(Duration.ZERO, Duration::plus);
    }
}
