/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks;

import io.sampo.benchmarks.measure.Engine;
import io.sampo.benchmarks.measure.Stopwatch;
import io.sampo.benchmarks.workload.Checksum;
import io.sampo.benchmarks.workload.PlainLoop;
import io.sampo.benchmarks.workload.Workload;
import java.nio.file.Path;

/** Makes the events and nothing else: what is taken off from each engine's time. */
final class GeneratorEngine implements Engine {
    @Override
    public Checksum run(Workload workload, long seed, long events, Path directory) {
        Stopwatch.first();
        PlainLoop.makeEvents(workload, seed, events, Stopwatch::restart);
        return new Checksum();
    }

    @Override
    public boolean hasOutput() {
        return false;
    }
}
