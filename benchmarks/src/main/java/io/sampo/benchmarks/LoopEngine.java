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

/** The plain loop: the limit that an engine is compared with. */
final class LoopEngine implements Engine {
    @Override
    public Checksum run(Workload workload, long seed, long events, Path directory) {
        Stopwatch.first();
        return PlainLoop.run(workload, seed, events, Stopwatch::restart);
    }
}
