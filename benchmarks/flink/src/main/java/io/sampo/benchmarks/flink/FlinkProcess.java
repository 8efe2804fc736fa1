/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.flink;

import io.sampo.benchmarks.measure.EngineProcess;
import io.sampo.benchmarks.measure.MeasuringTask;

/** The workloads on Apache Flink, in a JVM of their own. */
public final class FlinkProcess {
    private FlinkProcess() {}

    /** Takes a {@link MeasuringTask}. */
    public static void main(String[] arguments) throws Exception {
        MeasuringTask task = MeasuringTask.parse(arguments);
        EngineProcess.run(task, FlinkEngine.named(task.engine()));
    }
}
