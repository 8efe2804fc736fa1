/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks;

import io.sampo.benchmarks.measure.Engine;
import io.sampo.benchmarks.measure.EngineProcess;
import io.sampo.benchmarks.measure.MeasuringTask;
import io.sampo.benchmarks.sampo.SampoEngine;

/** Measures what is on our own class path. */
final class SampoProcess {
    private SampoProcess() {}

    public static void main(String[] arguments) throws Exception {
        MeasuringTask task = MeasuringTask.parse(arguments);
        EngineProcess.run(task, engine(task.engine()));
    }

    private static Engine engine(String name) {
        return switch (name) {
            case "loop" -> new LoopEngine();
            case "generator" -> new GeneratorEngine();
            case "sampo-unsynced" -> SampoEngine.unsynced();
            default -> SampoEngine.asItIs();
        };
    }
}
