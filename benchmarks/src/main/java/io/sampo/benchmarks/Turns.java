/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks;

import io.sampo.benchmarks.measure.JsonLine;
import io.sampo.benchmarks.measure.MeasuringTask;
import io.sampo.benchmarks.workload.Workload;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Engines that take turns at workloads. When one fails, the others go on. */
final class Turns {
    private final int rounds;
    private final Duration limit;
    private final Consumer<JsonLine> results;
    private final List<String> failures = new ArrayList<>();

    /**
     * Creates them.
     *
     * @param rounds how often each engine has its turn at a workload
     * @param limit after which a process is ended
     * @param results called for each result when it comes, and for each process that fails with a
     *     line that says so
     */
    Turns(int rounds, Duration limit, Consumer<JsonLine> results) {
        this.rounds = rounds;
        this.limit = limit;
        this.results = results;
    }

    /** Measures a workload with some engines. */
    void measure(MeasuringTask task, List<Peer> peers) throws IOException, InterruptedException {
        for (int round = 1; round <= rounds; round++) {
            if (task.workload().kind() == Workload.Kind.START) {
                new StartRuns(task, peers, limit, this).measure(round);
                continue;
            }
            for (Peer peer : peers) {
                try {
                    new EngineRun(peer, task, limit).measure(results);
                } catch (EngineFailedException failure) {
                    failed(peer, task, "round=" + round, failure.results(), failure);
                }
            }
        }
    }

    void take(JsonLine result) {
        results.accept(result);
    }

    /**
     * Takes note of a failure.
     *
     * @param turn which one it was
     * @param taken how many results of the process have been taken, which are none now
     */
    void failed(
            Peer peer, MeasuringTask task, String turn, int taken, EngineFailedException failure) {
        String reason = String.valueOf(failure.getMessage());
        String where =
                "Failed: engine="
                        + peer.name()
                        + " workload="
                        + task.workload().label()
                        + ' '
                        + turn
                        + " results="
                        + failure.results()
                        + ' '
                        + reason;
        System.err.println(where);
        failures.add(
                where + failure.said().stream().map("\n    "::concat).reduce("", String::concat));
        results.accept(
                new JsonLine()
                        .text("engine", peer.name())
                        .text("workload", task.workload().label())
                        .number("results", taken)
                        .text("failed", reason.replace('"', '\'').replace('\\', '/')));
    }

    /** Returns what failed, each with the last lines of what it said. */
    List<String> failures() {
        return List.copyOf(failures);
    }
}
