/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.measure;

import io.sampo.benchmarks.workload.Checksum;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What the sinks of a job had at its end, for engines that have no way of their own from an
 * operator to a program in the same JVM. Thread-safe; one for the process, since sinks are copied.
 */
public final class ResultParts {
    private static final ConcurrentLinkedQueue<Object> PARTS = new ConcurrentLinkedQueue<>();

    private ResultParts() {}

    /** Forgets the parts of the run before. */
    public static void reset() {
        PARTS.clear();
    }

    /** Takes what one sink had, a {@link Checksum} or {@link Latencies}. */
    public static void add(Object part) {
        PARTS.add(part);
    }

    /** Returns the sum of all checksums. */
    public static Checksum checksum() {
        Checksum sum = new Checksum();
        PARTS.forEach(part -> sum.merge((Checksum) part));
        return sum;
    }

    /** Returns all latencies. */
    public static Latencies latencies() {
        Latencies all = new Latencies();
        PARTS.forEach(part -> all.merge((Latencies) part));
        return all;
    }
}
