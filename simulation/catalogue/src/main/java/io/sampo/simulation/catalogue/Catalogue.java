/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation.catalogue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;

/** The jobs that the engine is simulated with, by name. Their input is decided by the seed. */
public final class Catalogue {
    private static final Map<String, LongFunction<KnownJob>> JOBS =
            new TreeMap<>(
                    Map.ofEntries(
                            Map.entry("async", AsyncCalls::job),
                            Map.entry("batch", Batches::job),
                            Map.entry("broadcast", Broadcasts::job),
                            Map.entry("bursts", Bursts::job),
                            Map.entry("diamond", Diamonds::job),
                            Map.entry("files", Files::job),
                            Map.entry("join", Joins::job),
                            Map.entry("late", LateRecords::job),
                            Map.entry("sessions", Sessions::job),
                            Map.entry("splits", ManySplits::job),
                            Map.entry("stalls", Stalls::job),
                            Map.entry("timers", Timers::job),
                            Map.entry("windows", Windows::job)));

    private Catalogue() {}

    /** Returns the names of all jobs. */
    public static List<String> names() {
        return List.copyOf(JOBS.keySet());
    }

    /**
     * Returns a job. The seed also decides where it keeps its state.
     *
     * @throws IllegalArgumentException naming those that there are
     */
    public static KnownJob job(String name, long seed) {
        LongFunction<KnownJob> maker = JOBS.get(name);
        if (maker == null) {
            throw new IllegalArgumentException(
                    "There is no such job: job=" + name + ". Take one of " + names() + ".");
        }
        KnownJob known = maker.apply(seed);
        String backend = seed % 2 == 0 ? "heap" : "rocksdb";
        return new KnownJob(
                (environment, world) -> {
                    environment.setStateBackend(backend);
                    known.job().build(environment, world);
                },
                known.expected(),
                known.actual());
    }
}
