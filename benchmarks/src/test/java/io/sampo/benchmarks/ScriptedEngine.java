/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks;

import io.sampo.benchmarks.measure.Engine;
import io.sampo.benchmarks.measure.EngineProcess;
import io.sampo.benchmarks.measure.MeasuringTask;
import io.sampo.benchmarks.measure.Stopwatch;
import io.sampo.benchmarks.workload.Checksum;
import io.sampo.benchmarks.workload.PlainLoop;
import io.sampo.benchmarks.workload.Workload;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A process that fails in the way that its engine is called by; any other name is a good one. */
final class ScriptedEngine implements Engine {
    static final String CRASHING = "crashing";
    static final String HANGING = "hanging";
    static final String WRONG = "wrong";

    private static final List<String> LITTLE_MEMORY =
            List.of("-Xms16m", "-Xmx64m", "-XX:-AlwaysPreTouch");

    private final String name;
    private int runs;

    private ScriptedEngine(String name) {
        this.name = name;
    }

    static Peer peer(String name) {
        return new Peer(
                name,
                ScriptedEngine.class.getName(),
                System.getProperty("java.class.path"),
                LITTLE_MEMORY,
                Set.of(Workload.W1));
    }

    public static void main(String[] arguments) {
        MeasuringTask task = MeasuringTask.parse(arguments);
        EngineProcess.run(task, new ScriptedEngine(task.engine()));
    }

    @Override
    public Checksum run(Workload workload, long seed, long events, Path directory)
            throws InterruptedException {
        Stopwatch.first();
        runs++;
        if (name.equals(HANGING)) {
            new CountDownLatch(1).await();
        }
        if (name.equals(CRASHING) && runs == 2) {
            for (int i = 1; i <= 30; i++) {
                System.err.println("last words " + i);
            }
            Runtime.getRuntime().halt(7);
        }
        if (name.equals(WRONG)) {
            keepTheProcess();
            return new Checksum();
        }
        return PlainLoop.run(workload, seed, events);
    }

    /** As the threads of an engine do that was not closed. */
    private static void keepTheProcess() {
        ExecutorService threads = Executors.newSingleThreadExecutor();
        threads.execute(() -> {});
    }
}
