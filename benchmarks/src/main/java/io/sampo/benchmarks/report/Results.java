/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.report;

import io.sampo.benchmarks.measure.JsonLine;
import io.sampo.benchmarks.workload.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * All results of one or more sittings, by rounds, in which the engines took turns. Used by one
 * thread.
 */
public final class Results {
    /** The engine that the others are compared with. */
    static final String COMPARED = "sampo";

    /** What only makes the events: no engine of the tables, but taken off from them. */
    public static final String GENERATOR = "generator";

    /** What differs where other events were measured. */
    private static final List<String> SAME_FOR_ALL = List.of("events", "checksum");

    private final int repetitions;
    private final Map<Workload, Map<String, EngineRounds>> rounds = new LinkedHashMap<>();
    private final Map<Workload, Integer> roundsBefore = new HashMap<>();
    private final Map<String, String> seen = new HashMap<>();

    /**
     * Creates it empty.
     *
     * @param repetitions in each process: the first one is cold, the last one is warm
     */
    public Results(int repetitions) {
        this.repetitions = repetitions;
    }

    /** Lets what is added from here on be of rounds of its own: it did not take turns with that. */
    public void beginSitting() {
        rounds.keySet().forEach(workload -> roundsBefore.put(workload, rounds(workload)));
    }

    /**
     * Adds a result, or a line that says that a process has failed: its results are none.
     *
     * @throws IllegalArgumentException if its workload is not known, or if it had other events or
     *     more repetitions than the results before
     */
    public void add(JsonLine line) {
        Workload workload = Workload.of(line.text("workload"));
        SAME_FOR_ALL.forEach(field -> checkSame(workload, line, field));
        EngineRounds ofEngine =
                rounds.computeIfAbsent(workload, first -> new LinkedHashMap<>())
                        .computeIfAbsent(
                                line.text("engine"),
                                first -> new EngineRounds(repetitions(workload)));
        ofEngine.skipTo(roundsBefore.getOrDefault(workload, 0));
        ofEngine.add(line);
    }

    private void checkSame(Workload workload, JsonLine line, String field) {
        if (!line.has(field)) {
            return;
        }
        String value = line.text(field);
        String before = seen.putIfAbsent(workload + field, value);
        if (before != null && !before.equals(value)) {
            throw new IllegalArgumentException(
                    "The results are of other events: field="
                            + field
                            + " before="
                            + before
                            + " result="
                            + line);
        }
    }

    /** A start is a process of its own, and the engines take turns at each. */
    private int repetitions(Workload workload) {
        return workload.kind() == Workload.Kind.START ? 1 : repetitions;
    }

    /** Returns the engines with results of a kind of workload, in the order in which they came. */
    List<String> engines(Workload.Kind kind) {
        return workloads(kind).stream()
                .flatMap(workload -> engines(workload).keySet().stream())
                .filter(engine -> !engine.equals(GENERATOR))
                .distinct()
                .toList();
    }

    /** Returns the workloads of a kind, in the order in which they came. */
    List<Workload> workloads(Workload.Kind kind) {
        return rounds.keySet().stream().filter(workload -> workload.kind() == kind).toList();
    }

    private Map<String, EngineRounds> engines(Workload workload) {
        return rounds.getOrDefault(workload, Map.of());
    }

    /** Returns whether an engine was measured at a workload, be it that it failed each time. */
    boolean has(Workload workload, String engine) {
        return engines(workload).containsKey(engine);
    }

    /** Returns how many rounds there were of a workload, complete or not. */
    private int rounds(Workload workload) {
        return engines(workload).values().stream().mapToInt(EngineRounds::count).max().orElse(0);
    }

    /** Returns a figure of first repetitions, one for each round. */
    Figures cold(Workload workload, String engine, String field) {
        return figures(workload, engine, field, 1, 1);
    }

    /** Returns a figure of last repetitions, one for each round. */
    Figures warm(Workload workload, String engine, String field) {
        int last = repetitions(workload);
        return figures(workload, engine, field, last, last);
    }

    /** Returns a figure of all repetitions. */
    Figures all(Workload workload, String engine, String field) {
        return figures(workload, engine, field, 1, repetitions(workload));
    }

    private Figures figures(Workload workload, String engine, String field, int first, int last) {
        EngineRounds ofEngine = engines(workload).get(engine);
        if (ofEngine == null) {
            return new Figures(List.of());
        }
        DoubleStream values =
                IntStream.range(0, rounds(workload))
                        .mapToObj(
                                round ->
                                        IntStream.rangeClosed(first, last)
                                                .mapToDouble(
                                                        rep -> ofEngine.figure(round, rep, field)))
                        .flatMapToDouble(each -> each);
        return new Figures(values.boxed().toList());
    }

    /** Returns a line about each process whose results are not in the figures. */
    List<String> failures() {
        List<String> failures = new ArrayList<>();
        rounds.forEach(
                (workload, engines) ->
                        engines.forEach(
                                (engine, ofEngine) ->
                                        ofEngine.forEachFailure(
                                                (round, reason) ->
                                                        failures.add(
                                                                workload.label()
                                                                        + ' '
                                                                        + engine
                                                                        + ", round "
                                                                        + round
                                                                        + ": "
                                                                        + reason))));
        return failures;
    }
}
