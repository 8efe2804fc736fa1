/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.flink;

import io.sampo.benchmarks.Throughput;
import io.sampo.benchmarks.workload.Workload;
import java.util.Locale;

/** Apache Flink and one workload in this JVM; prints a line for each repetition. */
public final class FlinkProcess {
    private FlinkProcess() {}

    /** Takes engine, workload, repetitions and seed. */
    public static void main(String[] arguments) throws Exception {
        String engine = arguments[0];
        Workload workload = Workload.valueOf(arguments[1].toUpperCase(Locale.ROOT));
        int repetitions = Integer.parseInt(arguments[2]);
        long seed = Long.parseLong(arguments[3]);
        FlinkJobs jobs = new FlinkJobs(engine.equals("flink-reuse"));
        Throughput.measure(engine, jobs::run, workload, repetitions, seed);
        System.exit(0);
    }
}
