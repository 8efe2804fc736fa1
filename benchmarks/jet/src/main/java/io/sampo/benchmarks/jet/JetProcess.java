/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.jet;

import io.sampo.benchmarks.measure.EngineProcess;
import io.sampo.benchmarks.measure.MeasuringTask;

/** The workloads on Hazelcast Jet, in a JVM of their own. */
public final class JetProcess {
    private JetProcess() {}

    /** Takes a {@link MeasuringTask}. */
    public static void main(String[] arguments) throws Exception {
        EngineProcess.run(MeasuringTask.parse(arguments), new JetEngine());
    }
}
