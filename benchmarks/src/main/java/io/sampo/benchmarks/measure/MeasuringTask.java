/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.measure;

import io.sampo.benchmarks.workload.Checksum;
import io.sampo.benchmarks.workload.PlainLoop;
import io.sampo.benchmarks.workload.Workload;
import java.util.List;

/**
 * What one process has to measure: its command line.
 *
 * @param engine the engine's name
 * @param workload the workload
 * @param repetitions how often, in the same process
 * @param seed of the events
 * @param events how many
 * @param outputs how many rows must come out
 * @param checksum the sum of those rows
 */
public record MeasuringTask(
        String engine,
        Workload workload,
        int repetitions,
        long seed,
        long events,
        long outputs,
        long checksum) {
    /** Returns a task whose output is that of a full run if it is one, else that of the loop. */
    public static MeasuringTask of(Workload workload, int repetitions, long seed, long events) {
        boolean known = seed == Workload.SEED && events == workload.events();
        boolean hasRows =
                workload.kind() == Workload.Kind.THROUGHPUT
                        || workload.kind() == Workload.Kind.START;
        int runs = workload.kind() == Workload.Kind.START ? 1 : repetitions;
        if (known || !hasRows) {
            return new MeasuringTask(
                    "", workload, runs, seed, events, workload.outputs(), workload.checksum());
        }
        Checksum rows = PlainLoop.run(workload, seed, events);
        return new MeasuringTask("", workload, runs, seed, events, rows.outputs(), rows.sum());
    }

    /** Reads what {@link #arguments} returned. */
    public static MeasuringTask parse(String[] arguments) {
        return new MeasuringTask(
                arguments[0],
                Workload.of(arguments[1]),
                Integer.parseInt(arguments[2]),
                Long.parseLong(arguments[3]),
                Long.parseLong(arguments[4]),
                Long.parseLong(arguments[5]),
                Long.parseLong(arguments[6]));
    }

    /** Returns the task for another engine. */
    public MeasuringTask forEngine(String other) {
        return new MeasuringTask(other, workload, repetitions, seed, events, outputs, checksum);
    }

    /** Returns it as the arguments of a process. */
    public List<String> arguments() {
        return List.of(
                engine,
                workload.label(),
                Integer.toString(repetitions),
                Long.toString(seed),
                Long.toString(events),
                Long.toString(outputs),
                Long.toString(checksum));
    }

    /** Begins the line for a repetition. */
    public JsonLine line(int repetition) {
        return new JsonLine()
                .text("engine", engine)
                .text("workload", workload.label())
                .number("rep", repetition);
    }

    /**
     * Checks what has come out.
     *
     * @throws IllegalStateException if it is wrong: it is no result then
     */
    public void check(Checksum seen) {
        if (seen.outputs() != outputs || seen.sum() != checksum) {
            throw new IllegalStateException(
                    String.format(
                            "The result is wrong: engine=%s workload=%s seed=%d events=%d %s, but"
                                    + " must be outputs=%d checksum=%016x",
                            engine, workload.label(), seed, events, seen, outputs, checksum));
        }
    }
}
