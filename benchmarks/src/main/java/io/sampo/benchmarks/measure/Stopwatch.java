/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.measure;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * Measures from the first event that a source makes to the end of the job: wall-clock time, and the
 * processor time of the whole process. One repetition at a time; started by whichever source is
 * first.
 */
public final class Stopwatch {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private static volatile boolean running;
    private static volatile long startNanos;
    private static volatile long startCpuNanos;

    private Stopwatch() {}

    /** Makes the next {@link #first()} start it. */
    public static void reset() {
        running = false;
    }

    /** Starts it, if it does not run. Called by sources before their first event. */
    public static void first() {
        if (!running) {
            start();
        }
    }

    private static synchronized void start() {
        if (!running) {
            startNanos = System.nanoTime();
            startCpuNanos = PROCESS.getProcessCpuTime();
            running = true;
        }
    }

    /** Returns the seconds since the start. */
    public static double seconds() {
        return (System.nanoTime() - startNanos) / NANOS_PER_SECOND;
    }

    /** Returns the seconds of processor time since the start, of all threads. */
    public static double cpuSeconds() {
        return (PROCESS.getProcessCpuTime() - startCpuNanos) / NANOS_PER_SECOND;
    }
}
