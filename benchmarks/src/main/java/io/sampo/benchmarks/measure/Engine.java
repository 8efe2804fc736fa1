/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.measure;

import io.sampo.benchmarks.workload.Checksum;
import io.sampo.benchmarks.workload.Workload;
import java.nio.file.Path;

/**
 * An engine that is measured. Called by one thread, one run after the other in the same process;
 * each method runs a job from its start to its end, and may use its directory for checkpoints and
 * for whatever else it has to keep.
 */
public interface Engine {
    /**
     * Runs a workload of throughput, or of start-up. The source starts the {@link Stopwatch}.
     *
     * @param events how many
     * @return what came out
     */
    Checksum run(Workload workload, long seed, long events, Path directory) throws Exception;

    /**
     * Runs a workload of latency, of {@link DueEvents}. The source starts the {@link Stopwatch}.
     */
    default Latencies latencies(Workload workload, long seed, long events, Path directory)
            throws Exception {
        throw new UnsupportedOperationException("Has no job: workload=" + workload.label());
    }

    /** Runs a workload of recovery. */
    default Recovery recovery(Workload workload, long seed, Path directory) throws Exception {
        throw new UnsupportedOperationException("Has no job: workload=" + workload.label());
    }

    /** Tells whether its output is to be checked: what only makes events has none. */
    default boolean hasOutput() {
        return true;
    }
}
