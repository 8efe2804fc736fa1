/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.report;

import io.sampo.benchmarks.measure.JsonLine;
import io.sampo.benchmarks.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** All results of a command, in the order in which they came. Used by one thread. */
public final class Results {
    /** The engine that the others are compared with. */
    static final String COMPARED = "sampo";

    /** What only makes the events: no engine of the tables, but taken off from them. */
    public static final String GENERATOR = "generator";

    private final List<JsonLine> lines = new ArrayList<>();
    private final int repetitions;

    /**
     * Creates it empty.
     *
     * @param repetitions in each process: the first one is cold, the last one is warm
     */
    public Results(int repetitions) {
        this.repetitions = repetitions;
    }

    /** Adds a result. */
    public void add(JsonLine line) {
        lines.add(line);
    }

    /** Returns the engines with results of a kind of workload, in the order in which they came. */
    List<String> engines(Workload.Kind kind) {
        return lines.stream()
                .filter(line -> Workload.of(line.text("workload")).kind() == kind)
                .map(line -> line.text("engine"))
                .filter(engine -> !engine.equals(GENERATOR))
                .distinct()
                .toList();
    }

    /** Returns the workloads of a kind, in the order in which they came. */
    List<Workload> workloads(Workload.Kind kind) {
        return lines.stream()
                .map(line -> Workload.of(line.text("workload")))
                .filter(workload -> workload.kind() == kind)
                .distinct()
                .toList();
    }

    /** Returns a figure of first repetitions, one for each process. */
    Figures cold(Workload workload, String engine, String field) {
        return figures(workload, engine, field, rep -> rep == 1);
    }

    /** Returns a figure of last repetitions, one for each process. */
    Figures warm(Workload workload, String engine, String field) {
        return figures(workload, engine, field, rep -> rep == repetitions);
    }

    /** Returns a figure of all repetitions. */
    Figures all(Workload workload, String engine, String field) {
        return figures(workload, engine, field, rep -> true);
    }

    private Figures figures(
            Workload workload, String engine, String field, Predicate<Integer> repetition) {
        return new Figures(
                lines.stream()
                        .filter(line -> line.text("workload").equals(workload.label()))
                        .filter(line -> line.text("engine").equals(engine))
                        .filter(line -> repetition.test((int) line.number("rep")))
                        .filter(line -> line.has(field))
                        .map(line -> line.number(field))
                        .toList());
    }
}
