/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation;

import io.sampo.core.io.FileStore;
import java.time.Duration;
import java.util.List;

/** What is left of a run. */
record FinishedRun(
        long seed, World world, Duration elapsed, int starts, List<String> timeline, long traceHash)
        implements SimulationResult {
    @Override
    public <T> List<T> output(String name) {
        return world.records(name);
    }

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals")
    public <T> T store(String name) {
        return world.store(name);
    }

    @Override
    public FileStore files() {
        return world.disk();
    }
}
