/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks;

import io.sampo.benchmarks.measure.Stopwatch;
import io.sampo.benchmarks.workload.Checksum;
import io.sampo.benchmarks.workload.Workload;

/** Runs a workload again and again in this JVM, and prints a JSON line for each repetition. */
public final class Throughput {
    private Throughput() {}

    /** One engine. */
    @FunctionalInterface
    public interface Engine {
        /** Runs a workload from its first event to the end of its output. */
        Checksum run(Workload workload, long seed, long events) throws Exception;
    }

    /**
     * Measures.
     *
     * @param name of the engine
     * @throws IllegalStateException if the result is wrong: it is no result then
     */
    public static void measure(
            String name, Engine engine, Workload workload, int repetitions, long seed)
            throws Exception {
        for (int repetition = 1; repetition <= repetitions; repetition++) {
            Stopwatch.reset();
            Checksum checksum = engine.run(workload, seed, workload.events());
            double seconds = Stopwatch.seconds();
            double cpu = Stopwatch.cpuSeconds();
            if (seed == Workload.SEED && !workload.matches(checksum)) {
                throw new IllegalStateException(
                        "The result is wrong: engine="
                                + name
                                + " workload="
                                + workload.label()
                                + " checksum="
                                + checksum.hex());
            }
            System.out.println(
                    new JsonLine()
                            .text("engine", name)
                            .text("workload", workload.label())
                            .number("rep", repetition)
                            .number("events", workload.events())
                            .number("seconds", seconds, 3)
                            .number("eps", workload.events() / seconds, 0)
                            .number("cpu_s", cpu, 3)
                            .number("eps_per_cpu_s", workload.events() / cpu, 0)
                            .text("checksum", checksum.hex()));
        }
    }
}
