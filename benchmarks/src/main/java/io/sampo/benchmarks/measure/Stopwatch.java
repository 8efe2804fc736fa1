/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.measure;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * What this process has used since the first event of a run. One for the process, because the
 * source that starts it is copied on its way into the engine. Thread-safe.
 */
public final class Stopwatch {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MILLIS_PER_SECOND = 1e3;
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final List<GarbageCollectorMXBean> COLLECTORS =
            ManagementFactory.getGarbageCollectorMXBeans();

    private static volatile boolean running;
    private static volatile long startNanos;
    private static volatile long startCpuNanos;
    private static volatile long startGcMillis;

    private Stopwatch() {}

    /** Makes the next {@link #first()} start it. */
    public static void reset() {
        running = false;
    }

    /** Starts it, if it does not run. Called by sources before their first event. */
    public static void first() {
        if (!running) {
            firstOfAll();
        }
    }

    private static synchronized void firstOfAll() {
        if (!running) {
            restart();
        }
    }

    /** Starts it anew: what was before is not measured. */
    public static synchronized void restart() {
        startGcMillis = gcMillis();
        startNanos = System.nanoTime();
        startCpuNanos = PROCESS.getProcessCpuTime();
        running = true;
    }

    /** Returns the seconds since the start. */
    public static double seconds() {
        return (System.nanoTime() - startNanos) / NANOS_PER_SECOND;
    }

    /** Returns the seconds of processor time since the start, of all threads. */
    public static double cpuSeconds() {
        return (PROCESS.getProcessCpuTime() - startCpuNanos) / NANOS_PER_SECOND;
    }

    /** Returns the seconds of processor time that this process has used in all. */
    public static double processCpuSeconds() {
        return PROCESS.getProcessCpuTime() / NANOS_PER_SECOND;
    }

    /** Returns the seconds for which the garbage collector has stopped the process since then. */
    public static double gcSeconds() {
        return (gcMillis() - startGcMillis) / MILLIS_PER_SECOND;
    }

    private static long gcMillis() {
        long millis = 0;
        for (GarbageCollectorMXBean collector : COLLECTORS) {
            millis += collector.getCollectionTime();
        }
        return millis;
    }
}
